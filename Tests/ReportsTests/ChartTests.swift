import Core
import Testing

@testable import Reports

@Suite struct ChartTests {
    func instant(_ year: Int, _ month: Int, _ day: Int, hour: Int = 0, minute: Int = 0) -> Int64 {
        Timestamp(CivilDate(year: year, month: month, day: day), hour: hour, minute: minute).nanoseconds
    }

    @Test func linearTicksStandAtOneTwoOrFive() {
        let ticks = AxisTick.linear(-0.3...0.12, maximum: 5, unit: .fraction)
        #expect(ticks.map(\.label) == ["-30\u{202f}%", "-20\u{202f}%", "-10\u{202f}%", "0\u{202f}%", "10\u{202f}%"])
        #expect(AxisTick.linear(0...12_000, maximum: 3, unit: .cash).map(\.label) == ["0", "5,000", "10k"])
        #expect(AxisTick.linear(1...1, maximum: 3, unit: .cash).isEmpty)
    }

    @Test func ticksOfAVanishingRangeEnd() {
        #expect(AxisTick.linear(1e15...1e15.nextUp, maximum: 5, unit: .ratio).count <= 11)
    }

    @Test func logarithmicTicksSpanDecades() {
        let ticks = AxisTick.logarithmic(90_000...700_000, maximum: 8, unit: .cash)
        #expect(ticks.map(\.label) == ["100k", "200k", "500k"])
        let many = AxisTick.logarithmic(0.5...2e6, maximum: 8, unit: .cash)
        #expect(many.map(\.label) == ["1", "10", "100", "1,000", "10k", "100k", "1M"])
    }

    @Test func timeTicksFollowTheLengthOfThePeriod() {
        let years = TimeTicks.ticks(from: instant(2004, 8, 19), to: instant(2013, 3, 1), maximum: 9)
        #expect(years.map(\.label) == (2005...2013).map { String($0) })
        let months = TimeTicks.ticks(from: instant(2024, 1, 2), to: instant(2024, 3, 25), maximum: 9)
        #expect(months.map(\.label) == ["2024-02", "2024-03"])
        let hours = TimeTicks.ticks(
            from: instant(2024, 1, 2, hour: 22), to: instant(2024, 1, 3, hour: 2), maximum: 5)
        #expect(hours.map(\.label) == ["22:00", "23:00", "01-03", "01:00", "02:00"])
        #expect(TimeTicks.ticks(from: 5, to: 5, maximum: 9).isEmpty)
    }

    @Test func timesAreDifferencesInTheirGreatestUnit() {
        let times = [0, 60, 180].map { Int64($0) * Timestamp.second }
        #expect(
            ChartData.times(times).compactText == #"{"first":0,"unit":60000,"differences":[0,1,2]}"#)
        #expect(ChartData.times([]).compactText == #"{"first":0,"unit":1,"differences":[]}"#)
    }

    @Test func valuesHaveSevenSignificantDigits() {
        #expect(ChartData.values([123.456789, 0.00001234, .nan, -0.0]).compactText == "[123.4568,0,null,0]")
        #expect(ChartData.values([-0.123456789]).compactText == "[-0.1234568]")
        #expect(ChartData.values([.infinity]).compactText == "[null]")
    }

    @Test func aLineIsBrokenWhereAValueIsMissing() {
        var plot = StillPlot(across: PlotScale(0...4), up: PlotScale(0...1))
        plot.line([(0, 0), (1, 1), (2, .nan), (3, 0.5), (4, 0.25)], tone: "strategy")
        let markup = plot.markup(title: "t", across: [], up: []).html
        #expect(markup.contains("d=\"M0 1000L250 0M750 500L1000 750\""))
    }

    @Test func histogramCellsHaveAnEdgeAtZeroAndCountEveryValue() throws {
        let values = (0..<1_000).map { Double(($0 * 7_919) % 1_000) / 100 - 3 }
        let histogram = try #require(Histogram(values))
        #expect(histogram.counts.reduce(0, +) == 1_000)
        let steps = histogram.start / histogram.width
        #expect(abs(steps - steps.rounded()) < 1e-9)
        #expect((8...61).contains(histogram.counts.count))
        #expect(abs(histogram.mean - 1.995) < 1e-12)
        #expect(Histogram([Double](repeating: 1, count: 100)) == nil)
        #expect(Histogram((0..<29).map { Double($0) }) == nil)
    }

    @Test func monthsAndYearsCompoundDailyReturns() {
        let days = [(2023, 12, 29), (2024, 1, 2), (2024, 1, 3), (2024, 3, 1)]
        let monthly = MonthlyReturns(
            DailyReturns(
                dates: days.map { CivilDate(year: $0.0, month: $0.1, day: $0.2) }, returns: [0.1, 0.5, -0.5, 0.25],
                benchmark: [0, 0, 1, 1]))
        #expect(monthly.years.map(\.year) == [2023, 2024])
        #expect(monthly.years[1].months[0] == -0.25 && monthly.years[1].months[1] == nil)
        #expect(monthly.years[1].months[2] == 0.25)
        #expect(monthly.years[1].total == -0.0625 && monthly.years[1].benchmark == 3)
    }

    @Test func groupsKeepTheOrderOfFirstAppearance() {
        let trades = (1...4).map { SmallReport.trade($0, from: $0, to: $0 + 2) }
        let groups = TradeGroup.groups(trades) { $0.exitReason }
        #expect(groups.map(\.label) == ["stop", "target"])
        #expect(groups.map(\.count) == [2, 2])
        #expect(groups[0].net == trades[0].netPnl + trades[2].netPnl)
    }

    @Test func linesBreakOverClosedHoursAndNotOverWeekends() throws {
        // Two days of ten minutes each, a night between them; and ten days with a weekend between them.
        let minutes = (0..<20).map { Int64($0) * Timestamp.minute + ($0 < 10 ? 0 : 7 * Timestamp.hour) }
        let days = (0..<10).map { Int64($0 < 5 ? $0 : $0 + 2) * Timestamp.day }
        for (time, runs) in [(minutes, 2), (days, 1)] {
            for breaks in [false, true] {
                var data: [JSONValue] = []
                let drawn = time.indices.map { Double($0 % 3) }
                let chart = TimeChart(
                    id: "c", title: "c", height: 100, unit: .ratio, time: time,
                    lines: [TimeChart.Line(label: "l", tone: "strategy", values: drawn)], breaksAtGaps: breaks)
                let page = chart.markup(data: &data).html
                let path = try #require(
                    page.split(separator: "class=\"line strategy\" d=\"").last?.prefix { $0 != "\"" })
                let expected = breaks ? runs : 1
                #expect(path.count { $0 == "M" } == expected, "\(path)")
                // The page's columns hold a place without a value, at which the zoomed chart breaks.
                #expect(values(of: data).count { $0 == .null } == expected - 1)
                #expect(list(data.first?["time"]?["differences"]).count == time.count + expected - 1)
                #expect(data.first?["thinned"] == false)
            }
        }
    }

    @Test func thinnedLinesBreakToo() {
        // A hundred sessions of four hundred minutes, thinned to far fewer points.
        let time = (0..<40_000).map { place in
            Int64(place / 400) * Timestamp.day + Int64(place % 400) * Timestamp.minute
        }
        var data: [JSONValue] = []
        _ = TimeChart(
            id: "c", title: "c", height: 100, unit: .ratio, time: time,
            lines: [TimeChart.Line(label: "l", tone: "strategy", values: time.indices.map { Double($0 % 7) })],
            breaksAtGaps: true, limit: 2_000
        ).markup(data: &data)
        let kept = values(of: data)
        #expect(kept.count { $0 == .null } == 99 && kept.count <= 2_099)
        #expect(data.first?["thinned"] == true)
    }

    /// The values of the first line of the first chart.
    private func values(of data: [JSONValue]) -> [JSONValue] { list(list(data.first?["lines"]).first?["values"]) }

    private func list(_ value: JSONValue?) -> [JSONValue] {
        guard case .array(let items)? = value else { return [] }
        return items
    }
}
