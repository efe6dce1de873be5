extension ReportScript {
    /// Charts that can be zoomed: built when they come near the screen, their windows and crosshairs linked.
    static let charts = #"""
        var alive = [], syncing = false;
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
          seen = range;
          alive.forEach(function (one) {
            if (one !== source && !one.figure.hidden) { one.graph.updateOptions({ dateWindow: range }); }
          });
          syncing = false;
        }
        data.charts.forEach(function (chart) { chart.at = times(chart.time); });
        var whole = data.charts.reduce(function (range, chart) {
          return [Math.min(range[0], chart.at[0]), Math.max(range[1], chart.at[chart.at.length - 1])];
        }, [Infinity, -Infinity]);
        var seen = whole;
        function zoomBy(factor) {
          var middle = (seen[0] + seen[1]) / 2, half = (seen[1] - seen[0]) * factor / 2;
          zoomAll([Math.max(whole[0], middle - half), Math.min(whole[1], middle + half)], null);
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
              if (one[2] === Infinity) { zoomAll(whole, null); } else { zoomBy(one[2]); }
            });
          });
          caption.appendChild(box);
        }
        function enliven(chart) {
          var figure = document.getElementById(chart.id);
          if (!figure || figure.hidden || figure.classList.contains("alive")) { return; }
          var live = figure.querySelector(".live"), time = chart.at, isPrice = chart.kind === "prices";
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
                "  low " + format(chart.low[row]) + "  " : "") + "close " + format(chart.close[row]) +
                (chart.joined > 1 ? "  (" + chart.joined + " bars)" : "");
            }
            return lines.map(function (line) {
              return (lines.length > 1 ? line.label + " " : "") + format(line.values[row]);
            }).join("   ");
          };
          var log = figure.querySelector(".to-logarithmic"), narrow = window.innerWidth < 760;
          var options = {
            labels: ["time"].concat(lines.map(function (line) { return line.label; })), series: series,
            labelsUTC: true, legend: "never", animatedZooms: false, fillAlpha: 0.16, highlightCircleSize: isPrice ? 0 : 3,
            xRangePad: 4, yRangePad: 4, axisLabelFontSize: 11, gridLineWidth: 1, connectSeparatedPoints: false,
            logscale: !!(log && log.checked), includeZero: chart.included && chart.included.length > 0,
            dateWindow: seen, axes: {
              x: { axisLineColor: "transparent", ticker: timeTicks },
              y: { axisLineColor: "transparent", axisLabelWidth: narrow ? 46 : 58, pixelsPerLabel: figure.offsetHeight > 250 ? 34 : 22,
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
          if (isPrice || /^(equity-chart|forecast-chart-[0-9]+)$/.test(chart.id)) { tools(figure); }
        }
        function pointerModel() {
          var model = Object.assign({}, Dygraph.defaultInteractionModel);
          // Fingers scroll the page; charts are zoomed by their buttons there.
          ["touchstart", "touchmove", "touchend"].forEach(function (name) { delete model[name]; });
          model.dblclick = function (event, graph) { graph.resetZoom(); zoomAll(whole, null); };
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
        function timeTicks(from, to, pixels) {
          var most = Math.max(2, Math.floor(pixels / 85)), day = 864e5, ticks = [], at, i, step;
          var months = [1, 3, 6, 12, 24, 60, 120, 240, 600];
          var minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760, 10080, 20160];
          for (i = 0; i < months.length; i += 1) {
            step = (to - from) / day / 30.44 / months[i];
            // Too few ticks are better than ticks over each other: what spans years never falls back to days.
            if (step < 2 && (to - from) / day < 60) { break; }
            if (step <= most) {
              var start = new Date(from), month = start.getUTCFullYear() * 12 + start.getUTCMonth();
              month -= month % months[i];
              for (at = 0; at <= to; month += months[i]) {
                at = Date.UTC(Math.floor(month / 12), month % 12, 1);
                if (at >= from && at <= to) {
                  ticks.push({ v: at, label: timeText(at).slice(0, months[i] % 12 ? 7 : 4) });
                }
              }
              return ticks;
            }
          }
          for (i = 0; i < minutes.length; i += 1) {
            step = minutes[i] * 6e4;
            if ((to - from) / step <= most || i === minutes.length - 1) {
              for (at = Math.ceil(from / step) * step; at <= to; at += step) {
                ticks.push({ v: at, label: at % day ? timeText(at).slice(11) : timeText(at).slice(5, 10) });
              }
              return ticks;
            }
          }
        }
        function shownAgain() {
          alive.forEach(function (one) {
            if (!one.figure.hidden) { one.graph.resize(); one.graph.updateOptions({ dateWindow: seen }); }
          });
        }
        function wake() {
          if (typeof Dygraph === "undefined") { return; }
          // A chart is built when it comes near the screen, so that the page is there at once. Those that are near it
          // now are built now: an observer speaks only after a frame, which a page that is not shown never gets.
          var margin = 600;
          var watch = new IntersectionObserver(function (entries) {
            entries.forEach(function (entry) {
              if (!entry.isIntersecting) { return; }
              watch.unobserve(entry.target);
              enliven(data.charts[+entry.target.dataset.place]);
            });
          }, { rootMargin: margin + "px" });
          data.charts.map(function (chart, place) {
            var figure = document.getElementById(chart.id), box = figure.getBoundingClientRect();
            figure.dataset.place = place;
            return { figure: figure, isNear: box.height > 0 && box.top < innerHeight + margin };
          }).forEach(function (found, place) {
            if (found.isNear) { enliven(data.charts[place]); } else { watch.observe(found.figure); }
          });
        }

        """#

    /// How prices are painted: candles where there is room for them, else the close in its range, and the trades on top.
    static let painters = #"""
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
          function mark(context, x, y, isBuy, isSmall) {
            var down = isBuy ? 1 : -1;
            context.fillStyle = colour(isBuy ? "buys" : "sells");
            if (isSmall) { context.fillRect(x - 1.5, y - 1.5, 3, 3); return; }
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
            var near = mine.filter(function (row) { return row[6] >= range[0] && row[4] <= range[1]; });
            var isSmall = near.length > 200;
            context.lineWidth = isSmall ? 1 : 1.5;
            context.globalAlpha = 0.55;
            near.forEach(function (row) {
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
                mark(context, graph.toDomXCoord(at), graph.toDomYCoord(price), isBuy, isSmall);
              }
            }
            near.forEach(function (row) {
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
