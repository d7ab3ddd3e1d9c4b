// How the graph is drawn, in the colours of the style sheet. What is meant how is told by the stroke and by a sign, as in the picture that the server draws, and by
// words; the colour says nothing more.

// styles are cytoscape's, light or dark as the page is now.
export const styles = () => {
  const sheet = getComputedStyle(document.documentElement);
  const of = name => sheet.getPropertyValue(`--${name}`).trim();
  const lines = {
    solid: { "line-style": "solid" },
    dashed: { "line-style": "dashed", "line-dash-pattern": [7, 4] },
    dotted: { "line-style": "dashed", "line-dash-pattern": [0.1, 5], "line-cap": "round", width: 2.2 },
    struck: { "line-style": "solid" },
  };
  return [
    { selector: "node.box", style: {
      shape: "round-rectangle", "corner-radius": 4, width: "data(width)", height: "data(height)", "background-color": of("card"),
      "border-width": 1.2, "border-color": of("ink"), label: "data(label)", color: of("ink"), "font-family": of("sans"), "font-size": 13,
      "text-wrap": "wrap", "text-max-width": 400, "text-valign": "center", "text-halign": "center", "line-height": 1.2,
    } },
    { selector: "node.content", style: { "corner-radius": 14, "border-style": "dashed", "border-dash-pattern": [5, 3] } },
    { selector: "node.open", style: { "border-width": 3.2 } },
    { selector: "node.box:selected", style: { "outline-width": 3, "outline-color": of("link"), "outline-offset": 3, "outline-opacity": 1 } },
    { selector: "edge", style: {
      width: 1.5, "curve-style": "bezier", "control-point-step-size": 70, "target-arrow-shape": "triangle", "arrow-scale": 0.9,
      label: "data(label)", color: of("ink"), "font-family": of("sans"), "font-size": 11, "text-wrap": "wrap", "text-max-width": 160, "line-height": 1.2,
      "text-background-color": of("card"), "text-background-opacity": 0.9, "text-background-padding": 1,
    } },
    ...Object.entries(lines).map(([name, style]) => ({ selector: `edge.${name}`, style: { ...style, "line-color": of(name), "target-arrow-color": of(name) } })),
    { selector: "edge.routed", style: { "curve-style": "round-segments", "segment-radii": 14, "edge-distances": "node-position" } },
    { selector: "edge:selected", style: { "underlay-color": of("link"), "underlay-opacity": 0.35, "underlay-padding": 4 } },
    { selector: "node.sign", style: {
      shape: "polygon", events: "no", "background-color": of("struck"), width: 15, height: 15, "z-index": 2, "border-width": 0,
      "shape-polygon-points": [-1, -0.74, -0.74, -1, 0, -0.26, 0.74, -1, 1, -0.74, 0.26, 0, 1, 0.74, 0.74, 1, 0, 0.26, -0.74, 1, -1, 0.74, -0.26, 0],
    } },
    { selector: "node.sign.disputed", style: { "shape-polygon-points": [-0.72, 0.86, -0.5, 1, 0.72, -0.86, 0.5, -1] } },
  ];
};
