/// The script of a report.
///
/// It holds theme, navigation, instrument choice, trade table, and charts that can be zoomed where the chart library is
/// in the page. Without scripts the page loses nothing but these.
enum ReportScript {
    /// The whole script, a function of its own scope.
    static let text = "\n(function () {\n\"use strict\";\n" + page + trades + charts + painters + "}());\n"

    private static let page = #"""
        var root = document.documentElement;
        var data = JSON.parse(document.getElementById("report-data").textContent);
        var redraws = [];
        var palette = {};
        function colour(name) {
          return palette[name] || (palette[name] = getComputedStyle(root).getPropertyValue("--" + name).trim());
        }
        function redraw() { palette = {}; redraws.forEach(function (one) { one(); }); }
        function element(tag, text, parent) {
          var made = document.createElement(tag);
          if (text !== undefined) { made.textContent = text; }
          if (parent) { parent.appendChild(made); }
          return made;
        }
        function two(number) { return (number < 10 ? "0" : "") + number; }
        function timeText(ms) {
          var at = new Date(ms), seconds = at.getUTCSeconds();
          return at.getUTCFullYear() + "-" + two(at.getUTCMonth() + 1) + "-" + two(at.getUTCDate()) + " " +
            two(at.getUTCHours()) + ":" + two(at.getUTCMinutes()) + (seconds ? ":" + two(seconds) : "");
        }
        function fixed(value, least, most) {
          return value === null ? "n/a" : value.toLocaleString("en-US",
            { minimumFractionDigits: least, maximumFractionDigits: most });
        }
        var show = {
          cash: function (v) { return fixed(v, 2, 2); }, plain: function (v) { return fixed(v, 2, 2); },
          price: function (v) { return fixed(v, 2, Math.abs(v) < 1 ? 6 : 4); },
          quantity: function (v) { return fixed(v, 0, 6); }, count: function (v) { return fixed(v, 0, 0); },
          ratio: function (v) { return fixed(v, 2, 3); }, bars: function (v) { return fixed(v, 0, 1); },
          days: function (v) { return fixed(v, 0, 1); }, time: timeText,
          fraction: function (v) { return v === null ? "n/a" : fixed(v * 100, 2, 2) + "\u202f%"; }
        };
        show.percent = show.fraction;

        var theme = document.getElementById("theme");
        var dark = window.matchMedia("(prefers-color-scheme: dark)");
        function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; }
        function nameTheme() { theme.textContent = isDark() ? "Light" : "Dark"; }
        theme.hidden = false;
        nameTheme();
        theme.addEventListener("click", function () {
          root.dataset.theme = isDark() ? "light" : "dark";
          nameTheme();
          redraw();
        });
        dark.addEventListener("change", function () { nameTheme(); redraw(); });

        var links = Array.prototype.slice.call(document.querySelectorAll("nav a"));
        var places = links.map(function (link) { return document.getElementById(link.hash.slice(1)); });
        function showPlace() {
          var here = 0;
          places.forEach(function (place, index) { if (place.getBoundingClientRect().top < 120) { here = index; } });
          if (window.innerHeight + window.scrollY >= document.body.scrollHeight - 4) { here = links.length - 1; }
          links.forEach(function (link, index) { link.classList.toggle("here", index === here); });
        }
        window.addEventListener("scroll", showPlace, { passive: true });
        showPlace();

        """#

    private static let trades = #"""
        (function () {
          var box = document.getElementById("trade-table"), pager = document.getElementById("trade-pager");
          var set = data.trades, rows = set.rows, size = 25;
          if (!box || rows.length < 2) { return; }
          var body = box.querySelector("tbody"), heads = box.querySelectorAll("th"), shown = rows.slice(), at = 0;
          function cell(row, column) {
            if (column === 1) { return set.instruments[row[1]]; }
            if (column === 2) { return row[2] > 0 ? "long" : "short"; }
            return column > 14 ? set.reasons[row[column]] : row[column];
          }
          function draw() {
            body.textContent = "";
            shown.slice(at, at + size).forEach(function (row) {
              var line = element("tr", undefined, body);
              set.kinds.forEach(function (kind, column) {
                var value = cell(row, column), made = element("td", undefined, line);
                if (kind === "text") {
                  if (column < 15) { made.textContent = value; return; }
                  element("span", value, made).className = "clip";
                  made.firstChild.title = value;
                  return;
                }
                if (kind !== "time") { made.className = "figure"; }
                var digits = set.decimals[row[1]];
                var text = element("span", kind === "price" ? fixed(value, digits, digits) : show[kind](value), made);
                if ((kind === "cash" || kind === "percent") && value < 0) { text.className = "down"; }
              });
            });
            var end = Math.min(at + size, shown.length);
            where.textContent = shown.length ? "rows " + fixed(at + 1, 0, 0) + " to " + fixed(end, 0, 0) + " of " +
              fixed(shown.length, 0, 0) : "no row matches";
            back.disabled = at === 0;
            on.disabled = end >= shown.length;
          }
          var filter = element("input", undefined, pager), where = element("span", "", pager);
          filter.type = "search";
          filter.placeholder = "filter: symbol, side, reason";
          filter.setAttribute("aria-label", "Filter trades");
          var back = element("button", "Back", pager), on = element("button", "Next", pager);
          back.type = on.type = "button";
          back.addEventListener("click", function () { at = Math.max(0, at - size); draw(); });
          on.addEventListener("click", function () { at += size; draw(); });
          filter.addEventListener("input", function () {
            var wanted = filter.value.trim().toLowerCase();
            shown = rows.filter(function (row) {
              return !wanted || [1, 2, 15, 16].some(function (column) {
                return cell(row, column).toLowerCase().indexOf(wanted) >= 0;
              });
            });
            at = 0;
            sort();
          });
          var sorted = -1, direction = 1;
          function sort() {
            if (sorted >= 0) {
              shown.sort(function (a, b) {
                var x = cell(a, sorted), y = cell(b, sorted);
                if (x === y) { return 0; }
                if (x === null || y === null) { return x === null ? 1 : -1; }
                return (x < y ? -1 : 1) * direction;
              });
            }
            draw();
          }
          heads.forEach(function (head, column) {
            var button = element("button", head.textContent);
            head.textContent = "";
            head.appendChild(button);
            button.type = "button";
            button.addEventListener("click", function () {
              direction = sorted === column ? -direction : (set.kinds[column] === "text" ? 1 : -1);
              sorted = column;
              heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
              head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
              at = 0;
              sort();
            });
          });
          pager.hidden = false;
          draw();
        }());

        var choice = document.getElementById("price-choice");
        function showInstrument() {
          Array.prototype.forEach.call(choice.options, function (option) {
            [option.value, option.value + "-alone"].forEach(function (id) {
              var figure = document.getElementById(id);
              if (figure) { figure.hidden = option.value !== choice.value; }
            });
          });
        }
        if (choice) {
          choice.closest(".chooser").hidden = false;
          choice.addEventListener("change", function () { showInstrument(); shownAgain(); });
          showInstrument();
        }

        """#
}
