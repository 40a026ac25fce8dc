// Keeps an open page as new as the files. Every so often it asks for the state of the data, a few bytes, and only when that is
// not what the page was drawn with is the page drawn again. The browser asks, and not a fragment of the page that runs every second:
// that would cost a rerun a session a second, this costs an answer of a few bytes, and nothing at all while the page is hidden.
// `follow` is called again at every change, with the same element to draw into. It touches nothing but the line that says when.

const EVERY_MS = 1200;
const PATIENCE_MS = 8000;

function follow(parent, state, changed) {
  const line = parent.querySelector(".updated") ?? newLine(parent);
  if (line.drawn && line.drawn !== state) say(line);
  line.drawn = state;
  line.changed = changed;
  start(line);
  return () => stop(line);
}

function newLine(parent) {
  const line = document.createElement("div");
  line.className = "updated";
  line.setAttribute("role", "status");
  parent.append(line);
  return line;
}

function say(line) {
  const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  line.textContent = `updated, ${now}`;
}

function start(line) {
  if (line.stop) return;
  const leave = new AbortController();
  line.stop = () => leave.abort();
  const seen = () => document.visibilityState === "visible" && ask(line, leave.signal);
  document.addEventListener("visibilitychange", seen, { signal: leave.signal });
  const timer = setInterval(seen, EVERY_MS);
  leave.signal.addEventListener("abort", () => clearInterval(timer));
}

function stop(line) {
  line.stop?.();
  line.stop = null;
}

// One question at a time. Each new state is told once: a page that cannot be drawn anew is not asked to again and again.
async function ask(line, leaving) {
  if (line.asking) return;
  line.asking = true;
  try {
    const answer = await fetch("/version", { cache: "no-store", signal: AbortSignal.any([leaving, AbortSignal.timeout(PATIENCE_MS)]) });
    if (answer.ok) compare(line, await answer.text());
  } catch {
    // Nobody there just now; the next question may find somebody.
  } finally {
    line.asking = false;
  }
}

function compare(line, state) {
  if (state === line.drawn || state === line.told || searching()) return;
  line.told = state;
  line.changed(state);
}

// Is a name being looked up in a list of choices? Streamlit would empty the field; it is chosen or left in a moment.
function searching() {
  const on = document.activeElement;
  return Boolean(on?.matches("input[role='combobox']") && on.value && on.closest("[data-testid='stMultiSelect']"));
}
