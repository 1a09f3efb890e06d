// The plane of the study, as the server defines it: degrees to metres and back by proj4, and its name for OpenLayers.
import Projection from 'ol/proj/Projection';
import proj4, { type Converter } from 'proj4';
import type { Position, Study } from './answers';

/** Degrees on the ellipsoid of the plane: nothing is shifted between the two. */
const degreesOf = (plane: string): string => '+proj=longlat ' + plane.split(/\s+/).filter(word => /^\+(ellps|datum|a|b|rf|f|pm)=/.test(word)).join(' ') + ' +no_defs';

export class Plane {
  /** "EPSG:4547" */
  readonly name: string;
  readonly projection: Projection;
  private readonly way: Converter;

  constructor(study: Pick<Study, 'plane' | 'plane_proj'>) {
    this.name = study.plane;
    this.way = proj4(degreesOf(study.plane_proj), study.plane_proj);
    this.projection = new Projection({ code: study.plane, units: 'm' });
  }

  /** [longitude, latitude] → [easting, northing] in metres. */
  metres([longitude, latitude]: number[]): Position {
    const [east, north] = this.way.forward([longitude, latitude]);
    return [east, north];
  }

  /** [easting, northing] → [longitude, latitude] */
  degrees([easting, northing]: number[]): Position {
    const [longitude, latitude] = this.way.inverse([easting, northing]);
    return [longitude, latitude];
  }
}
