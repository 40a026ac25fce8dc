// A list of records in the browser. It draws what the payload says (see records.py) and has no vocabulary of its own.
// Streamlit calls the default export again whenever the data changes, with the same element to draw into; the list kept
// there remembers what it has drawn, so that focus and unfolded texts outlive a rerun.

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".records") ?? newList(parentElement);
  const { selected, drawn } = unpacked(data);
  if (list.drawn !== drawn) {
    const content = JSON.parse(drawn);
    draw(list, content);
    list.opens = content.opens;
    list.drawn = drawn;
  }
  const closed = selected < 0 && list.links[list.told];
  list.told = selected;
  select(list, list.links[selected]);
  if (closed && adrift()) closed.focus({ preventScroll: true });
  list.open = list.opens ? (id) => setTriggerValue("opened", id) : null;
}

// Is the keyboard nowhere, or on evidence that is being closed? Then it comes back to what had been opened.
function adrift() {
  return document.activeElement === document.body || Boolean(document.activeElement.closest(".st-key-evidence"));
}

function newList(parent) {
  const list = element("div", "records");
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.open");
    if (link) follow(list, link, event);
    const button = event.target.closest("button.fold");
    if (button) unfold(list, button);
  });
  parent.append(list);
  new ResizeObserver(() => requestAnimationFrame(() => fold(list))).observe(list);
  return list;
}

// Opening: a plain click or Enter opens the record here; any other click is the browser's, as on every link.

function follow(list, link, event) {
  if (!list.open || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  select(list, link);
  list.open(link.record);
}

function select(list, link) {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
}

// Drawing

function draw(list, data) {
  const focused = list.getRootNode().activeElement?.closest("tr")?.record;
  list.words = data.words;
  list.links = [];
  const table = element("table", data.compact ? "compact" : "whole");
  table.append(element("caption", "unseen", data.label), columns(data.headings), head(data.headings), body(list, data));
  list.replaceChildren(table);
  list.links.find((link) => link.record === focused)?.focus({ preventScroll: true });
  nameRoles(table);
  fold(list);
}

// Some browsers take a table drawn as cards for no table at all, unless its parts say what they are.
function nameRoles(table) {
  const roles = { "thead, tbody": "rowgroup", tr: "row", "th[scope=col]": "columnheader", "th[scope=row]": "rowheader", td: "cell" };
  table.setAttribute("role", "table");
  for (const [parts, role] of Object.entries(roles)) table.querySelectorAll(parts).forEach((part) => part.setAttribute("role", role));
}

function columns(headings) {
  const group = element("colgroup");
  group.append(...headings.map(() => element("col")));
  return group;
}

function head(headings) {
  const thead = element("thead");
  const row = thead.insertRow();
  for (const heading of headings) {
    const th = element("th", "", heading);
    th.scope = "col";
    row.append(th);
  }
  return thead;
}

function body(list, data) {
  const tbody = element("tbody");
  for (let i = 0; i < data.count; i += 1) {
    const record = Object.fromEntries(Object.entries(data.records).map(([part, values]) => [part, values[i]]));
    const row = tbody.insertRow();
    row.record = record.id;
    const cells = data.compact
      ? [date(record), stance(record, data), brief(list, record)]
      : [date(record), who(record), cell("issue", text("", record.issue)), stance(record, data), said(list, record), source(list, record)];
    row.append(...cells);
  }
  return tbody;
}

function date(record) {
  const th = element("th", "date");
  th.scope = "row";
  const time = element("time", "", record.date);
  time.dateTime = record.day;
  th.append(time);
  return th;
}

function who(record) {
  return cell("who", text("actor", record.who), text("claim", record.claim), text("small", record.speaker));
}

function stance(record, { looks }) {
  const words = element("div", "words");
  words.append(...[text("word", record.stance), text("small", record.how), text("unseen", record.unseen)].filter(Boolean));
  const pair = element("div", "pair");
  pair.append(mark(looks[record.look]), words);
  return cell("stance", pair);
}

function mark({ classes, glyph, signs }) {
  const drawn = element("div", classes, glyph);
  drawn.setAttribute("aria-hidden", "true");
  drawn.append(...signs.map(([classes, glyph]) => element("span", classes, glyph)));
  return drawn;
}

function said(list, record) {
  const link = opener(list, record);
  const parts = [
    long("summary", link),
    long("quote", record.quote, record.language),
    long("small", record.translation),
    text("value", record.value),
    long("small", record.conditions),
    long("small", record.note),
    text("verdict", record.verdict),
    text("small", record.corrected),
  ];
  return cell("said", ...parts.flatMap((part) => (part?.matches(".long") ? [part, button(list, link)] : [part])));
}

function brief(list, record) {
  const by = element("div", "by");
  if (record.claim) by.append(text("actor", record.who, "span"), " ", text("claim", record.claim, "span"));
  return cell("said", record.claim && by, long("summary", opener(list, record)), text("verdict", record.verdict), text("small", record.corrected));
}

function opener(list, record) {
  const link = element("a", "open", record.summary);
  link.href = record.href;
  link.id = `record-${list.links.length}`;
  link.record = record.id;
  list.links.push(link);
  return link;
}

function long(className, content, language = "") {
  if (!content) return null;
  const paragraph = element("p", `${className} long`);
  paragraph.append(content);
  paragraph.dir = "auto";
  if (language) paragraph.lang = language;
  return paragraph;
}

function source(list, record) {
  const name = record.url ? element("a", "", record.source) : text("", record.source, "span");
  if (record.url) {
    name.href = record.url;
    name.target = "_blank";
    name.rel = "noopener noreferrer";
    name.append(element("span", "unseen", list.words.new_tab));
  }
  if (name && record.source_title) name.title = record.source_title;
  return cell("source", name, text("small", record.origin));
}

function cell(className, ...parts) {
  const td = element("td", className);
  td.append(...parts.filter(Boolean));
  return td;
}

// An element with these words, or nothing when there are none.
function text(className, words, tag = "div") {
  return words ? element(tag, className, words) : null;
}

function element(tag, className = "", words = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}

// Long texts show their first lines; the button after each shows the rest, and is there only where there is a rest.

function button(list, link) {
  const made = element("button", "fold", list.words.more);
  made.type = "button";
  made.hidden = true;
  made.setAttribute("aria-expanded", "false");
  made.setAttribute("aria-describedby", link.id);
  return made;
}

function fold(list) {
  const buttons = [...list.querySelectorAll("button.fold[aria-expanded='false']")];
  const short = buttons.map(({ previousSibling: words }) => words.scrollHeight <= words.clientHeight + 1);
  buttons.forEach((button, i) => (button.hidden = short[i]));
}

function unfold(list, button) {
  const whole = button.previousSibling.classList.toggle("unfolded");
  button.setAttribute("aria-expanded", String(whole));
  button.textContent = whole ? list.words.less : list.words.more;
  if (!whole) button.scrollIntoView({ block: "nearest" });
}
