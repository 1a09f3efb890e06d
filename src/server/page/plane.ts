// @ts-nocheck
// The study's plane: CGCS2000 Gauss-Krüger, degrees there and back, to less than a millimetre (Krüger's series to n⁴).
const semiMajor = 6378137, flattening = 1 / 298.257222101;
const n = flattening / (2 - flattening), eccentricity = Math.sqrt(flattening * (2 - flattening));
const quadrant = semiMajor / (1 + n) * (1 + n ** 2 / 4 + n ** 4 / 64);
const forth = [n / 2 - 2 / 3 * n ** 2 + 5 / 16 * n ** 3 + 41 / 180 * n ** 4, 13 / 48 * n ** 2 - 3 / 5 * n ** 3 + 557 / 1440 * n ** 4,
  61 / 240 * n ** 3 - 103 / 140 * n ** 4, 49561 / 161280 * n ** 4];
const back = [n / 2 - 2 / 3 * n ** 2 + 37 / 96 * n ** 3 - 1 / 360 * n ** 4, 1 / 48 * n ** 2 + 1 / 15 * n ** 3 - 437 / 1440 * n ** 4,
  17 / 480 * n ** 3 - 37 / 840 * n ** 4, 4397 / 161280 * n ** 4];
const degree = Math.PI / 180;

/** Central meridian and false easting by EPSG number: 3° zones 25–45 and 6° zones 13–23, with and without the zone. */
function zoneOf(epsg) {
  if (epsg >= 4513 && epsg <= 4533) return [75 + 3 * (epsg - 4513), (epsg - 4513 + 25) * 1e6 + 5e5];
  if (epsg >= 4534 && epsg <= 4554) return [75 + 3 * (epsg - 4534), 5e5];
  if (epsg >= 4491 && epsg <= 4501) return [75 + 6 * (epsg - 4491), (epsg - 4491 + 13) * 1e6 + 5e5];
  if (epsg >= 4502 && epsg <= 4512) return [75 + 6 * (epsg - 4502), 5e5];
  throw new Error('EPSG:' + epsg);
}

export class Plane {
  [more: string]: any;
  /** "EPSG:4547" */
  constructor(name) {
    this.name = name;
    [this.meridian, this.east] = zoneOf(Number(name.split(':')[1]));
  }

  /** [longitude, latitude] → [easting, northing] in metres. */
  metres([longitude, latitude]) {
    const away = (longitude - this.meridian) * degree, sine = Math.sin(latitude * degree);
    const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine));
    const x = Math.atan2(t, Math.cos(away)), y = Math.atanh(Math.sin(away) / Math.sqrt(1 + t * t));
    let north = x, east = y;
    forth.forEach((a, i) => {
      north += a * Math.sin(2 * (i + 1) * x) * Math.cosh(2 * (i + 1) * y);
      east += a * Math.cos(2 * (i + 1) * x) * Math.sinh(2 * (i + 1) * y);
    });
    return [this.east + quadrant * east, quadrant * north];
  }

  /** [easting, northing] → [longitude, latitude] */
  degrees([easting, northing]) {
    const north = northing / quadrant, east = (easting - this.east) / quadrant;
    let x = north, y = east;
    back.forEach((b, i) => {
      x -= b * Math.sin(2 * (i + 1) * north) * Math.cosh(2 * (i + 1) * east);
      y -= b * Math.cos(2 * (i + 1) * north) * Math.sinh(2 * (i + 1) * east);
    });
    const conformal = Math.asin(Math.sin(x) / Math.cosh(y));
    let latitude = conformal;
    for (let i = 0; i < 6; i++)
      latitude = Math.asin(Math.tanh(Math.atanh(Math.sin(conformal)) + eccentricity * Math.atanh(eccentricity * Math.sin(latitude))));
    return [this.meridian + Math.atan2(Math.sinh(y), Math.cos(x)) / degree, latitude / degree];
  }
}
