// Checks the types of the page and packs it into a folder: node bundle.mjs FOLDER [--no-check]
// third-party.txt holds the licences of the packages that are in it; the server packs what it sends.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] || 'dist');
const copied = ['index.html', 'mark.svg'];

function stop(words) {
  console.error('error: ' + words);
  process.exit(1);
}

function checkTypes() {
  const tsc = join(here, 'node_modules', '.bin', 'tsc');
  const done = spawnSync(tsc, ['--noEmit', '--pretty', 'false'], { cwd: here, encoding: 'utf8' });
  if (done.status !== 0) stop(`types of the page:\n${done.stdout || ''}${done.stderr || done.error || ''}`);
}

/** What may be packed, and under which licence: package and licence, one a line. */
function allowed() {
  const lines = readFileSync(join(here, 'licences.tsv'), 'utf8').split('\n').filter(line => line && !line.startsWith('#'));
  return new Map(lines.map(line => line.split('\t')));
}

function packagesIn(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap(output => Object.entries(output.inputs).filter(([, part]) => part.bytesInOutput > 0));
  const names = inputs.map(([file]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean);
  return [...new Set(names)].sort();
}

function licenceText(name) {
  const folder = join(here, 'node_modules', name);
  const file = readdirSync(folder).find(each => /^licen[cs]e/i.test(each)) || stop(`${name} has no file of its licence`);
  return readFileSync(join(folder, file), 'utf8').trim();
}

function licences(metafile) {
  const known = allowed(), packed = packagesIn(metafile);
  const parts = packed.map(name => {
    const stated = JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8'));
    if (known.get(name) !== stated.license) stop(`${name} (${stated.license}) is packed, but licences.tsv says ${known.get(name) || 'nothing of it'}`);
    return `${name} ${stated.version} (${stated.license})\n\n${licenceText(name)}\n`;
  });
  const idle = [...known.keys()].filter(name => !packed.includes(name));
  if (idle.length) stop(`licences.tsv names what is not packed: ${idle.join(', ')}`);
  return parts.join('\n' + '-'.repeat(100) + '\n\n');
}

if (!process.argv.includes('--no-check')) checkTypes();
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const packed = await build({
  absWorkingDir: here, entryPoints: ['app.ts', 'style.css'], outdir: target, bundle: true, splitting: true, format: 'esm', minify: true,
  charset: 'utf8', target: 'es2022', legalComments: 'none', chunkNames: 'part-[hash]', metafile: true, logLevel: 'warning',
});
for (const file of copied) copyFileSync(join(here, file), join(target, file));
writeFileSync(join(target, 'third-party.txt'), licences(packed.metafile));
