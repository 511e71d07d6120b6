/**
 * Draws the icons of the app package: a key in a speech bubble. Run it after a change of the drawing
 * (`npm run build && node dist/scripts/drawIcons.js`) and commit both files.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

type Point = readonly [x: number, y: number];
/** Signed distance to the edge of a shape: negative inside. */
type Shape = (at: Point) => number;
type Colour = readonly [red: number, green: number, blue: number];

interface Layer {
  readonly shape: Shape;
  readonly colour: (at: Point) => Colour;
}

const white: Colour = [255, 255, 255];
const indigoTop: Colour = [98, 100, 199];
const indigoBottom: Colour = [59, 58, 140];
const ink: Colour = [62, 60, 150];

const everywhere: Shape = () => -1;

function circle([cx, cy]: Point, radius: number): Shape {
  return ([x, y]) => Math.hypot(x - cx, y - cy) - radius;
}

function box([left, top]: Point, [right, bottom]: Point, round: number): Shape {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [(right - left) / 2 - round, (bottom - top) / 2 - round];
  return ([x, y]) => {
    const [dx, dy] = [Math.abs(x - cx) - w, Math.abs(y - cy) - h];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
  };
}

/** A convex polygon, corners clockwise as seen on the screen. */
function polygon(corners: readonly Point[]): Shape {
  const edges = corners.map((from, index): readonly [Point, Point] => [
    from,
    corners[(index + 1) % corners.length] ?? from,
  ]);
  return ([x, y]) =>
    Math.max(
      ...edges.map(
        ([[ax, ay], [bx, by]]) => ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / Math.hypot(bx - ax, by - ay),
      ),
    );
}

function joined(...shapes: readonly Shape[]): Shape {
  return (at) => Math.min(...shapes.map((shape) => shape(at)));
}

function without(shape: Shape, hole: Shape): Shape {
  return (at) => Math.max(shape(at), -hole(at));
}

/** The picture is drawn in a square of 32 by 32 units, whatever its size in pixels. */
const UNITS = 32;

function bubble(inset: number): Shape {
  return joined(
    box([2 + inset, 4 + inset], [30 - inset, 24 - inset], 4.5 - inset / 2),
    polygon([
      [7 + inset, 20],
      [15 - inset, 20],
      [7 + inset, 30 - inset * 2.4],
    ]),
  );
}

function key(weight: number, bow: number): Shape {
  const middle: Point = [7 + bow, 14];
  const ring = without(circle(middle, bow), circle(middle, bow - weight));
  const shaft = box([7 + 2 * bow - weight / 2, 14 - weight / 2], [26, 14 + weight / 2], 0.3);
  const bit = (right: number, length: number) => box([right - weight, 14], [right, 14 + weight / 2 + length], 0.3);
  return joined(ring, shaft, bit(26, 3), bit(26 - 2 * weight, 2));
}

/** Full-bleed, for the app's card and the store; the drawing keeps to the middle, because Teams rounds the corners. */
const colourIcon: readonly Layer[] = [
  { shape: everywhere, colour: ([, y]) => mix(indigoTop, indigoBottom, y / UNITS) },
  { shape: shrunk(bubble(0), 0.72), colour: () => white },
  { shape: shrunk(key(2.2, 4.6), 0.72), colour: () => ink },
];

/** White on transparent, for the side bar: Teams colours it. */
const outlineIcon: readonly Layer[] = [
  { shape: joined(without(bubble(0), bubble(2)), key(2, 4)), colour: () => white },
];

function shrunk(shape: Shape, factor: number): Shape {
  const middle = UNITS / 2;
  // The bubble's tail makes it hang low: lift it a little to look centred.
  return ([x, y]) => shape([(x - middle) / factor + middle, (y - middle) / factor + middle + 0.6]) * factor;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const between = (a: number, b: number) => a + (b - a) * share;
  return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
}

/** Paints the layers over each other; the distance to an edge, in pixels, gives the coverage of the pixels on it. */
function draw(layers: readonly Layer[], pixels: number): Buffer {
  const png = new PNG({ width: pixels, height: pixels });
  const unit = UNITS / pixels;
  for (let index = 0; index < pixels * pixels; index += 1) {
    const at: Point = [((index % pixels) + 0.5) * unit, (Math.floor(index / pixels) + 0.5) * unit];
    let colour: Colour = white;
    let alpha = 0;
    for (const layer of layers) {
      const coverage = Math.min(1, Math.max(0, 0.5 - layer.shape(at) / unit));
      if (coverage === 0) continue;
      colour = alpha === 0 ? layer.colour(at) : mix(colour, layer.colour(at), coverage);
      alpha = alpha + (1 - alpha) * coverage;
    }
    png.data.set([...colour.map(Math.round), Math.round(alpha * 255)], index * 4);
  }
  return PNG.sync.write(png);
}

const folder = join(process.cwd(), 'appPackage');
writeFileSync(join(folder, 'color.png'), draw(colourIcon, 192));
writeFileSync(join(folder, 'outline.png'), draw(outlineIcon, 32));
