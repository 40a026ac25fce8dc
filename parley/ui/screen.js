// Tells whether the screen is narrow, once the page is there and whenever it changes. What was told already is in the data.

const NARROW = window.matchMedia("(max-width: 700px)");

function tell(component) {
  const say = () => {
    if (NARROW.matches !== component.data.narrow) component.setStateValue("narrow", NARROW.matches);
  };
  NARROW.onchange = say;
  say();
}
