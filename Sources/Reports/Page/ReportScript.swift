/// The script of a report: theme, navigation, instrument choice, trade table, and charts that can be zoomed where the
/// chart library is in the page. Without it the page loses nothing but these.
enum ReportScript {
    /// The whole script, a function of its own scope.
    static let text = "\n(function () {\n\"use strict\";\n" + page + trades + charts + painters + "}());\n"

    private static let page = #"""
        var root = document.documentElement;
        var data = JSON.parse(document.getElementById("report-data").textContent);
        var redraws = [];
        function colour(name) { return getComputedStyle(root).getPropertyValue("--" + name).trim(); }
        function redraw() { redraws.forEach(function (one) { one(); }); }
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
          var set = data.trades, rows = set.rows, size = 50;
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
                if (kind === "text") { made.textContent = value; return; }
                if (kind !== "time") { made.className = "figure"; }
                var text = element("span", show[kind](value), made);
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
            document.getElementById(option.value).hidden = option.value !== choice.value;
          });
          window.dispatchEvent(new Event("resize"));
        }
        if (choice) {
          choice.closest(".chooser").hidden = false;
          choice.addEventListener("change", function () { showInstrument(); wake(); });
          showInstrument();
        }

        """#

    private static let charts = #"""
        var alive = [], window_ = null, syncing = false;
        function times(coded) {
          var at = coded.first;
          return coded.differences.map(function (step) { at += step * coded.unit; return at; });
        }
        function nearest(list, value) {
          var low = 0, high = list.length - 1;
          while (low < high) {
            var middle = (low + high) >> 1;
            if (list[middle] < value) { low = middle + 1; } else { high = middle; }
          }
          return low > 0 && value - list[low - 1] < list[low] - value ? low - 1 : low;
        }
        function follow(x, source) {
          alive.forEach(function (one) {
            if (one.figure.hidden) { return; }
            var row = nearest(one.time, x), at = one.time[row];
            var range = one.graph.xAxisRange();
            one.hair.style.display = x >= range[0] && x <= range[1] ? "block" : "none";
            one.hair.style.left = one.graph.toDomXCoord(one === source ? at : x) + "px";
            one.readout.textContent = timeText(at) + "   " + one.describe(row);
          });
        }
        function leave() {
          alive.forEach(function (one) { one.hair.style.display = "none"; one.readout.textContent = ""; });
        }
        function zoomAll(range, source) {
          if (syncing) { return; }
          syncing = true;
          window_ = range;
          alive.forEach(function (one) {
            if (one !== source && !one.figure.hidden) { one.graph.updateOptions({ dateWindow: range }); }
          });
          syncing = false;
        }
        function extent() {
          return alive.reduce(function (range, one) {
            return [Math.min(range[0], one.time[0]), Math.max(range[1], one.time[one.time.length - 1])];
          }, [Infinity, -Infinity]);
        }
        function zoomBy(factor) {
          var all = extent(), now = window_ || all, middle = (now[0] + now[1]) / 2;
          var half = (now[1] - now[0]) * factor / 2;
          var range = [Math.max(all[0], middle - half), Math.min(all[1], middle + half)];
          zoomAll(range[0] <= all[0] && range[1] >= all[1] ? all : range, null);
        }
        function tools(figure) {
          var box = element("span"), caption = figure.querySelector("figcaption");
          box.className = "tools";
          [["+", "Zoom in", 0.5], ["−", "Zoom out", 2], ["all", "Whole period", Infinity]].forEach(function (one) {
            var button = element("button", one[0], box);
            button.type = "button";
            button.title = one[1] + "; drag across a chart to zoom, shift-drag to pan, double-click for all";
            button.setAttribute("aria-label", one[1]);
            button.addEventListener("click", function () {
              if (one[2] === Infinity) { zoomAll(extent(), null); } else { zoomBy(one[2]); }
            });
          });
          caption.appendChild(box);
        }
        function enliven(chart) {
          var figure = document.getElementById(chart.id);
          if (!figure || figure.hidden || figure.classList.contains("alive")) { return; }
          var live = figure.querySelector(".live"), time = times(chart.time), isPrice = chart.kind === "prices";
          var lines = isPrice ? [
            { label: "low", tone: "price", values: chart.low }, { label: "high", tone: "price", values: chart.high },
            { label: "close", tone: "price", values: chart.close }] : chart.lines;
          var rows = time.map(function (at, row) {
            return [new Date(at)].concat(lines.map(function (line) { return line.values[row]; }));
          });
          var series = {};
          lines.forEach(function (line) {
            series[line.label] = { fillGraph: !!line.area, strokeWidth: line.tone === "benchmark" ? 1.2 : 1.5 };
          });
          var format = show[chart.unit];
          figure.classList.add("alive");
          var one = { figure: figure, time: time, readout: figure.querySelector(".readout") };
          one.describe = function (row) {
            if (isPrice) {
              return (chart.candles ? "open " + format(chart.open[row]) + "  high " + format(chart.high[row]) +
                "  low " + format(chart.low[row]) + "  " : "") + "close " + format(chart.close[row]);
            }
            return lines.map(function (line) {
              return (lines.length > 1 ? line.label + " " : "") + format(line.values[row]);
            }).join("   ");
          };
          var log = figure.querySelector(".to-logarithmic"), narrow = window.innerWidth < 760;
          var options = {
            labels: ["time"].concat(lines.map(function (line) { return line.label; })), series: series,
            labelsUTC: true, legend: "never", animatedZooms: false, fillAlpha: 0.16, highlightCircleSize: 3,
            xRangePad: 4, yRangePad: 4, axisLabelFontSize: 11, gridLineWidth: 1, connectSeparatedPoints: false,
            logscale: !!(log && log.checked), includeZero: chart.included && chart.included.length > 0,
            dateWindow: window_, axes: {
              x: { axisLineColor: "transparent", drawGrid: true, pixelsPerLabel: narrow ? 60 : 90 },
              y: { axisLineColor: "transparent", axisLabelWidth: narrow ? 46 : 58, pixelsPerLabel: 44,
                axisLabelFormatter: function (v) { return axisText(v, chart.unit); } } },
            interactionModel: pointerModel(),
            highlightCallback: function (event, x) { follow(x, one); }, unhighlightCallback: leave,
            drawCallback: function (graph, isFirst) { if (!isFirst) { zoomAll(graph.xAxisRange(), one); } }
          };
          if (isPrice) { Object.assign(options, pricePainters(chart, time)); }
          function coloured() {
            return { colors: lines.map(function (line) { return colour(line.tone); }), gridLineColor: colour("grid") };
          }
          one.graph = new Dygraph(live, rows, Object.assign(options, coloured()));
          one.hair = element("div", undefined, live);
          one.hair.className = "hair";
          alive.push(one);
          redraws.push(function () { one.graph.updateOptions(coloured()); });
          figure.querySelectorAll(".scale").forEach(function (button) {
            button.addEventListener("change", function () { one.graph.updateOptions({ logscale: log.checked }); });
          });
          if (isPrice || chart.id === "equity-chart") { tools(figure); }
        }
        function pointerModel() {
          var model = Object.assign({}, Dygraph.defaultInteractionModel);
          // Fingers scroll the page; charts are zoomed by their buttons there.
          ["touchstart", "touchmove", "touchend"].forEach(function (name) { delete model[name]; });
          return model;
        }
        function axisText(value, unit) {
          if (unit === "fraction") { return +(value * 100).toFixed(4) + "\u202f%"; }
          var size = Math.abs(value);
          if (size >= 1e9) { return +(value / 1e9).toFixed(3) + "B"; }
          if (size >= 1e6) { return +(value / 1e6).toFixed(3) + "M"; }
          if (size >= 1e4) { return +(value / 1e3).toFixed(3) + "k"; }
          return String(+value.toFixed(6));
        }
        function wake() {
          if (typeof Dygraph === "undefined") { return; }
          data.charts.forEach(enliven);
        }

        """#

    private static let painters = #"""
        function pricePainters(chart, time) {
          var symbol = chart.instrument;
          var mine = data.trades.rows.filter(function (row) { return data.trades.instruments[row[1]] === symbol; });
          var gaps = time.slice(1).map(function (at, row) { return at - time[row]; }).sort(function (a, b) {
            return a - b;
          });
          var spacing = gaps.length ? gaps[gaps.length >> 1] : chart.span;
          function visible(graph) {
            var range = graph.xAxisRange();
            return [Math.max(0, nearest(time, range[0]) - 1), Math.min(time.length - 1, nearest(time, range[1]) + 1)];
          }
          function candles(context, graph, first, last) {
            var width = Math.max(1, Math.min(18, 0.62 * (graph.toDomXCoord(time[0] + spacing) -
              graph.toDomXCoord(time[0]))));
            for (var row = first; row <= last; row += 1) {
              var x = graph.toDomXCoord(time[row] - chart.span / 2);
              var open = graph.toDomYCoord(chart.open[row]), close = graph.toDomYCoord(chart.close[row]);
              context.strokeStyle = context.fillStyle =
                colour(chart.close[row] < chart.open[row] ? "loss" : "gain");
              context.beginPath();
              context.moveTo(x, graph.toDomYCoord(chart.high[row]));
              context.lineTo(x, graph.toDomYCoord(chart.low[row]));
              context.stroke();
              context.fillRect(x - width / 2, Math.min(open, close), width, Math.max(1, Math.abs(close - open)));
            }
          }
          function overview(context, graph, first, last) {
            var row;
            if (chart.candles) {
              context.beginPath();
              for (row = first; row <= last; row += 1) {
                context.lineTo(graph.toDomXCoord(time[row]), graph.toDomYCoord(chart.high[row]));
              }
              for (row = last; row >= first; row -= 1) {
                context.lineTo(graph.toDomXCoord(time[row]), graph.toDomYCoord(chart.low[row]));
              }
              context.globalAlpha = 0.22;
              context.fill();
              context.globalAlpha = 1;
            }
            context.beginPath();
            for (row = first; row <= last; row += 1) {
              context.lineTo(graph.toDomXCoord(time[row]), graph.toDomYCoord(chart.close[row]));
            }
            context.stroke();
          }
          function mark(context, x, y, isBuy) {
            var down = isBuy ? 1 : -1;
            context.fillStyle = colour(isBuy ? "buys" : "sells");
            context.strokeStyle = colour("paper");
            context.beginPath();
            context.moveTo(x, y + down * 2);
            context.lineTo(x - 5, y + down * 11);
            context.lineTo(x + 5, y + down * 11);
            context.closePath();
            context.fill();
            context.stroke();
          }
          function marks(context, graph) {
            var range = graph.xAxisRange();
            context.lineWidth = 1.5;
            context.globalAlpha = 0.55;
            mine.forEach(function (row) {
              if (row[6] < range[0] || row[4] > range[1]) { return; }
              context.strokeStyle = colour(row[10] < 0 ? "loss" : "gain");
              context.beginPath();
              context.moveTo(graph.toDomXCoord(row[4]), graph.toDomYCoord(row[5]));
              context.lineTo(graph.toDomXCoord(row[6]), graph.toDomYCoord(row[7]));
              context.stroke();
            });
            context.globalAlpha = 1;
            context.lineWidth = 1;
            function put(at, price, isBuy) {
              if (at >= range[0] && at <= range[1]) {
                mark(context, graph.toDomXCoord(at), graph.toDomYCoord(price), isBuy);
              }
            }
            mine.forEach(function (row) {
              put(row[4], row[5], row[2] > 0);
              put(row[6], row[7], row[2] < 0);
            });
            chart.held.forEach(function (entry) { put(entry[0], entry[1], entry[2] > 0); });
          }
          function paint(plot) {
            var graph = plot.dygraph, context = plot.drawingContext, seen = visible(graph);
            context.save();
            context.lineWidth = 1.2;
            context.strokeStyle = context.fillStyle = colour("price");
            if (chart.candles && (seen[1] - seen[0]) * 4 < plot.plotArea.w) {
              candles(context, graph, seen[0], seen[1]);
            } else {
              overview(context, graph, seen[0], seen[1]);
            }
            marks(context, graph);
            context.restore();
          }
          function nothing() {}
          return { series: { low: { plotter: nothing }, high: { plotter: nothing }, close: { plotter: paint } } };
        }
        wake();

        """#
}
