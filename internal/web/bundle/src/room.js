// Where boxes and lines go. All of it is reckoned from what the server sent: the same address gives the same picture.

const gap = 26; // between boxes

const overlap = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap;

// roomAround finds a free place for a box near another one: on rings around it, from the side that looks away from everything else.
export const roomAround = (box, origin, taken) => {
  const away = taken.reduce((sum, t) => ({ x: sum.x + origin.x - t.x, y: sum.y + origin.y - t.y }), { x: 0, y: 0 });
  const start = away.x || away.y ? Math.atan2(away.y, away.x) : 0;
  for (let ring = 1; ; ring++) {
    const spots = 8 * ring;
    for (let i = 0; i < spots; i++) {
      const turn = start + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 2 * Math.PI / spots;
      const place = { ...box, x: origin.x + 330 * ring * Math.cos(turn), y: origin.y + 170 * ring * Math.sin(turn) };
      if (!taken.some(t => overlap(place, t))) return { x: Math.round(place.x), y: Math.round(place.y) };
    }
  }
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
