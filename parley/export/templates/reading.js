// What a page can do beyond being read: find and sort rows, walk through the matrix, open the evidence behind a cell.
// Every page is whole without it. It has no vocabulary: marks and words come ready in the data of the page, and reach it as text only.
"use strict";
(() => {
  const data = document.getElementById("evidence-data");
  const evidence = data && JSON.parse(data.textContent);
  let held; // the open cell, where the address cannot say it

  for (const box of document.querySelectorAll("[data-find]")) finder(box);
  for (const table of document.querySelectorAll("table[data-list]")) sortable(table);
  for (const table of document.querySelectorAll("table.crossing")) if (evidence) walkable(table);

  function element(tag, className = "", text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // Finding: the rows of the tables up to the next field that hold every word, blind to case and accents.

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function finder(box) {
    const [input, output] = [box.querySelector("input"), box.querySelector("output")];
    const rows = tablesBelow(box).flatMap((table) => [...table.tBodies[0].rows]);
    if (rows.length < 8) return;
    let texts = null; // made at the first search
    box.hidden = false;
    input.addEventListener("input", () => {
      texts ??= rows.map((row) => fold(row.closest(".crossing") ? row.cells[0].textContent + row.cells[0].title : row.textContent));
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let found = 0;
      rows.forEach((row, at) => {
        const holds = words.every((word) => texts[at].includes(word));
        row.hidden = row.classList.contains("group") ? words.length > 0 : !holds;
        if (holds && !row.classList.contains("group")) found += 1;
      });
      for (const lane of document.querySelectorAll(".lane")) lane.hidden = ![...lane.querySelectorAll("tbody tr")].some((row) => !row.hidden);
      output.textContent = words.length ? `${found} of ${rows.filter((row) => !row.classList.contains("group")).length}` : "";
    });
  }

  function tablesBelow(box) {
    const places = [...document.querySelectorAll("[data-find], main table")];
    const after = places.slice(places.indexOf(box) + 1);
    const end = after.findIndex((place) => place.hasAttribute("data-find"));
    return after.slice(0, end < 0 ? after.length : end).filter((table) => table.tBodies.length && table.matches(".list, .crossing"));
  }

  // Sorting: a click on a heading, a second one the other way round.

  function sortable(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) return;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = element("button", "", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rows.map((row) => [row.cells[column].dataset.key ?? fold(row.cells[column].textContent.trim()), row]);
        keyed.sort(([one], [other]) => (down ? -1 : 1) * one.localeCompare(other, "en", { numeric: true }));
        table.tBodies[0].append(...keyed.map(([, row]) => row));
      });
    });
  }

  // Walking: one stop of Tab for the whole matrix, arrows inside it, Enter opens.

  function walkable(table) {
    const lines = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td[data-cell]")]).filter((line) => line.length);
    const heads = [...table.tHead.rows[0].cells].slice(1).map((head) => head.textContent);
    if (!lines.length) return;
    table.setAttribute("role", "grid");
    table.classList.add("live");
    for (const line of lines) {
      const name = line[0].parentElement.cells[0].textContent;
      line.forEach((cell, column) => {
        cell.tabIndex = -1;
        cell.setAttribute("aria-label", `${name}, ${heads[column]}: ${cell.querySelector(".unseen").textContent}`);
        cell.querySelector("a")?.setAttribute("tabindex", "-1");
      });
    }
    lines[0][0].tabIndex = 0;
    table.addEventListener("keydown", (event) => press(event, lines));
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td[data-cell]");
      if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      rove(lines, cell);
      open(cell.dataset.cell);
    });
    addEventListener("popstate", show);
    addEventListener("keydown", (event) => event.key === "Escape" && opened() && open(""));
    show();
  }

  function press(event, lines) {
    const cell = event.target.closest("td[data-cell]");
    if (!cell || event.altKey || event.shiftKey) return;
    const shown = lines.filter((line) => !line[0].parentElement.hidden);
    const row = shown.findIndex((line) => line.includes(cell));
    const column = shown[row].indexOf(cell);
    const whole = event.ctrlKey || event.metaKey;
    const steps = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [whole ? 0 : row, 0],
      End: [whole ? shown.length - 1 : row, shown[row].length - 1],
    };
    if (event.key === "Enter" || event.key === " ") open(cell.dataset.cell);
    else if (event.key in steps) {
      const [down, across] = steps[event.key];
      const to = shown[Math.max(0, Math.min(shown.length - 1, down))][Math.max(0, Math.min(shown[row].length - 1, across))];
      rove(lines, to);
      to.focus();
    } else return;
    event.preventDefault();
  }

  function rove(lines, cell) {
    for (const line of lines) for (const each of line) each.tabIndex = each === cell ? 0 : -1;
  }

  // Opening. What is open is in the address, so that Back closes it and a link brings it back; where a page may not write its
  // address (inside a frame that was given no origin), it is remembered here.

  function opened() {
    const cell = held ?? plain(location.hash.slice(1));
    return document.querySelector(`td[data-cell="${CSS.escape(cell)}"]`) ? cell : "";
  }

  function plain(written) {
    try {
      return decodeURIComponent(written);
    } catch {
      return "";
    }
  }

  function open(cell) {
    const before = opened();
    try {
      history.pushState(null, "", cell ? `#${encodeURIComponent(cell)}` : location.pathname + location.search);
    } catch {
      held = cell;
    }
    show();
    if (cell) document.querySelector("#evidence h2").focus({ preventScroll: true });
    else if (before) document.querySelector(`td[data-cell="${CSS.escape(before)}"]`).focus({ preventScroll: true });
  }

  function show() {
    const cell = opened();
    document.getElementById("evidence")?.remove();
    document.documentElement.classList.toggle("opened", Boolean(cell));
    for (const each of document.querySelectorAll("td[aria-selected]")) each.removeAttribute("aria-selected");
    if (!cell) return;
    const chosen = document.querySelector(`td[data-cell="${CSS.escape(cell)}"]`);
    chosen.setAttribute("aria-selected", "true");
    document.body.append(panel(cell));
    reveal(chosen);
  }

  function reveal(cell) {
    const box = cell.closest(".box");
    const [seen, shown] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
    const [top, left] = [seen.top + cell.closest("table").tHead.offsetHeight, seen.left + cell.parentElement.cells[0].offsetWidth];
    if (shown.top < top || shown.bottom > seen.bottom) box.scrollTop += shown.top - (top + seen.bottom) / 2;
    if (shown.left < left || shown.right > seen.right) box.scrollLeft += shown.left - (left + seen.right) / 2;
  }

  function panel(cell) {
    const [actor, issue] = cell.split("|");
    const [title, question] = evidence.issues[issue];
    const { now, blank, claims = [], by = [], later = [], more } = evidence.cells[cell] ?? {};
    const made = element("aside");
    made.id = "evidence";
    made.setAttribute("aria-label", `${evidence.actors[actor]}, ${title}`);
    const top = element("div", "top");
    const close = element("button", "", evidence.words.close);
    close.type = "button";
    close.addEventListener("click", () => open(""));
    top.append(element("span", "", evidence.actors[actor]), close);
    const heading = element("h2", "", title);
    heading.tabIndex = -1;
    made.append(top, heading);
    if (question) made.append(element("p", "note", question));
    made.append(...(now ? record(evidence.records[now]) : [element("p", "", blank ?? evidence.words.nothing)]));
    const of = (heading) => heading.replace("{}", () => evidence.actors[actor]);
    made.append(
      ...list(of(evidence.words.claims), claims, true),
      ...list(of(evidence.words.by), by.filter((id) => id !== now || by.length > 1)),
      ...list(of(evidence.words.later), later),
    );
    if (more) made.append(element("p", "note", `${more} ${evidence.words.more}`));
    return made;
  }

  function list(heading, ids, named = false) {
    if (!ids.length) return [];
    return [element("h3", "", heading), ...ids.map((id) => folded(evidence.records[id], named))];
  }

  function folded(told, named) {
    const [made, summary, brief] = [element("details"), element("summary"), element("span", "brief")];
    brief.textContent = [named && told.who, [told.stance, told.how].filter(Boolean).join(", "), told.summary].filter(Boolean).join(": ");
    summary.append(element("span", "", told.date), mark(told), brief);
    made.append(summary);
    made.addEventListener("toggle", () => made.childElementCount > 1 || made.append(...record(told)));
    return made;
  }

  function record(told) {
    const stands = element("p", "stands");
    const words = element("span");
    words.append(element("b", "", told.stance), told.meaning ? `: ${told.meaning}` : "");
    stands.append(mark(told), words);
    const parts = [told.claim && element("p", "claim", told.claim), stands, element("p", "summary", told.summary)];
    if (told.quote) {
      const quote = element("blockquote", "", `“${told.quote}”`);
      quote.dir = "auto";
      if (told.language) quote.lang = told.language;
      parts.push(quote);
    }
    if (told.translation) parts.push(element("p", "translation", `${evidence.words.translation}“${told.translation}”`));
    parts.push(facts(told.facts));
    if (told.href) parts.push(link(told.href, evidence.words.permalink));
    return parts.filter(Boolean);
  }

  function facts(told) {
    const made = element("dl", "facts");
    for (const [term, lines] of told) {
      const words = element("dd");
      lines.forEach(([text, url], at) => words.append(...(at ? [element("br")] : []), url ? link(url, text) : text));
      made.append(element("dt", "", term), words);
    }
    return made;
  }

  // Only addresses of the web become links, and those of this publication, which are relative.
  function link(address, words) {
    if (!/^https?:\/\//i.test(address) && /^[a-z][a-z0-9+.-]*:/i.test(address)) return document.createTextNode(words);
    const made = element("a", "", words);
    made.href = address;
    made.rel = "noopener noreferrer";
    return made;
  }

  function mark(told) {
    const [classes, glyph, signs] = evidence.looks[told.look];
    const made = element("span", classes, glyph);
    made.setAttribute("aria-hidden", "true");
    made.append(...signs.map(([name, sign]) => element("span", name, sign)));
    return made;
  }
})();
