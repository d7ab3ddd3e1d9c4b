// Where boxes and lines go. All of it is reckoned from what the server sent: the same address gives the same picture.

const gap = 26; // between boxes
const clear = 5; // around words, and beside lines

const meet = (a, b, gap) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap;

// crosses tells whether a way from place to place goes over a rectangle: what of the way is left of it, right of it, above and below is cut off in turn (Liang and Barsky).
const crosses = ([from, to], { x, y, width, height }) => {
  let [first, last] = [0, 1];
  for (const [start, end, middle, size] of [[from.x, to.x, x, width], [from.y, to.y, y, height]]) {
    const low = middle - size / 2 - clear - start, high = middle + size / 2 + clear - start, step = end - start;
    if (step === 0 && (low > 0 || high < 0)) return false;
    if (step === 0) continue;
    first = Math.max(first, Math.min(low / step, high / step));
    last = Math.min(last, Math.max(low / step, high / step));
  }
  return first < last;
};

// wordsOn is the rectangle of the words above the middle of straight lines between two places, several of which run side by side.
export const wordsOn = (from, to, lines) => {
  const beside = 35 * (lines.length - 1);
  const width = Math.max(...lines.map(l => wordsSize(l.words).width)), height = Math.max(...lines.map(l => wordsSize(l.words).height));
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + Math.max(...lines.map(aboveLine)), width: width + beside, height: height + beside };
};

// wordsSize is how much room a line's words take, a little more than less.
export const wordsSize = words => ({ width: 6 * Math.max(...words.map(w => w.length)) + 2, height: 13.2 * words.length + 2 });

// aboveLine is how far the middle of a straight line's words is above the line, and above its sign.
export const aboveLine = line => -7 * line.words.length - (line.style === "struck" || line.disputed ? 10 : 3);

// inTheWay counts what a box at a place would cover, and what its lines would cross on their way to where they go.
const inTheWay = (box, bonds, { boxes, words, ways }) => {
  let count = words.filter(w => meet(box, w, clear)).length + ways.filter(w => crosses(w, box)).length;
  for (const { end, lines } of bonds) {
    const way = [box, end], label = wordsOn(box, end, lines);
    count += boxes.filter(b => b.id !== end.id && crosses(way, b)).length + words.filter(w => crosses(way, w)).length;
    count += [...boxes, box].filter(b => meet(label, b, clear)).length + words.filter(w => meet(label, w, clear)).length;
    count += ways.filter(w => crosses(w, label)).length;
  }
  return count;
};

const rings = 16; // that are looked at for a place where nothing is in the way

// roomAround finds a place for a box near another one: on rings around it, from the side that looks away from everything else. It covers no box; words and lines only
// where nothing else is found. bonds are the lines that the box will have, by the place where they end.
export const roomAround = (box, origin, bonds, taken) => {
  const away = taken.boxes.reduce((sum, t) => ({ x: sum.x + origin.x - t.x, y: sum.y + origin.y - t.y }), { x: 0, y: 0 });
  const start = away.x || away.y ? Math.atan2(away.y, away.x) : 0;
  let best = null, least = Infinity;
  for (let ring = 1; ring <= rings || !best; ring++) {
    const spots = 8 + 4 * ring, far = 0.7 + 0.3 * ring;
    for (let i = 0; i < spots; i++) {
      const turn = start + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 2 * Math.PI / spots;
      const place = { ...box, x: Math.round(origin.x + 330 * far * Math.cos(turn)), y: Math.round(origin.y + 170 * far * Math.sin(turn)) };
      if (taken.boxes.some(t => meet(place, t, gap))) continue;
      const count = inTheWay(place, bonds, taken);
      if (count < least) [best, least] = [place, count];
      if (count === 0) return best;
    }
  }
  return best;
};

// segments are the bends of a line as cytoscape has them: how far along the way from box to box, and how far beside it.
export const segments = (from, to, bends) => {
  const dx = to.x - from.x, dy = to.y - from.y, length = Math.hypot(dx, dy) || 1;
  return {
    "segment-weights": bends.map(p => ((p.X - from.x) * dx + (p.Y - from.y) * dy) / (length * length)),
    "segment-distances": bends.map(p => ((p.Y - from.y) * dx - (p.X - from.x) * dy) / length),
  };
};

// nextTo is the box that lies nearest in a direction: what lies ahead counts, what lies beside that counts double.
export const nextTo = (boxes, from, dx, dy) => {
  let best = null, least = Infinity;
  for (const box of boxes) {
    const ahead = (box.x - from.x) * dx + (box.y - from.y) * dy, beside = Math.abs((box.x - from.x) * dy) + Math.abs((box.y - from.y) * dx);
    if (ahead <= 1 || ahead + 2 * beside >= least) continue;
    least = ahead + 2 * beside;
    best = box;
  }
  return best;
};
