// Tells whether the screen is narrow, once the page is there and whenever it changes. What was told already is in the data.

const NARROW = window.matchMedia("(max-width: 700px)");

// held: what was told last.
function tell(held, say) {
  const compare = () => {
    if (NARROW.matches !== held) say(NARROW.matches);
  };
  NARROW.onchange = compare;
  compare();
}
