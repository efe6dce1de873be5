import Core
import Reports
import Testing

@Suite struct WalkForwardReportTests {
    private static func report(
        _ windows: [(values: [String], inSample: Double?, outOfSample: Double?, gain: Double?)], isLower: Bool = false
    ) -> WalkForwardReport {
        WalkForwardReport(
            train: "3y", test: "6mo", isAnchored: false, method: "grid", axes: ["fast", "mode"],
            goals: [.init(id: "sharpe", label: "Sharpe <ratio>", unit: .ratio, isLower: isLower)],
            windows: windows.enumerated().map { place, window in
                let start = Timestamp(CivilDate(year: 2010 + place, month: 1, day: 1))
                return WalkForwardReport.Window(
                    number: place + 1, train: start..<start + 100 * Timestamp.day,
                    test: start + 100 * Timestamp.day..<start + 200 * Timestamp.day, trials: 9,
                    failed: window.values.isEmpty ? 9 : 0, trial: window.values.isEmpty ? nil : place,
                    reason: window.values.isEmpty ? "<none>" : nil, values: window.values,
                    inSample: window.values.isEmpty ? [] : [window.inSample], outOfSample: [window.outOfSample],
                    gain: window.gain)
            })
    }

    private static let usual = report([
        (["5", "slow"], 2, 1, 0.1), (["10", "slow"], 1, 0.5, -0.2), ([], nil, nil, 0), (["10", "fast"], 3, 0, 0.1),
        (["15", "slow"], 2, nil, 0),
    ])

    @Test func whatWasLeftIsTheRatioOfTheMeansOverWindowsWithBoth() throws {
        let one = try #require(WalkForwardReportTests.usual.degradations.first)
        #expect(one.count == 3 && one.places == [0, 1, 3])
        #expect(one.meanInSample == 2 && one.meanOutOfSample == 0.5 && one.efficiency == .value(0.25))
        // (0 · 0.5 + (−1) · 0 + 1 · (−0.5)) / √(2 · 0.5)
        #expect(abs((one.correlation.number ?? .nan) - -0.5) < 1e-12)
        #expect(WalkForwardReportTests.usual.gains == (2, 5) && WalkForwardReportTests.usual.flatCount == 1)
    }

    @Test func whatSaysNothingHasItsReason() throws {
        let losing = WalkForwardReportTests.report([(["1", "a"], -1, 1, 0), (["1", "a"], -2, 1, 0)])
        #expect(losing.degradations[0].efficiency == .unavailable(reason: "the mean in sample is not above 0"))
        #expect(losing.degradations[0].correlation == .unavailable(reason: "n=2, at least 3 windows are needed"))
        let lower = WalkForwardReportTests.report([(["1", "a"], 1, 1, 0)], isLower: true)
        #expect(lower.degradations[0].efficiency.number == nil)
        let none = WalkForwardReportTests.report([([], nil, nil, 0)])
        #expect(none.degradations[0].efficiency == .unavailable(reason: "no window has both figures"))
        #expect(none.degradations[0].meanInSample == nil && none.stabilities[0].mode == nil)
        let level = WalkForwardReportTests.report([
            (["1", "a"], 1, 1, 0), (["1", "a"], 1, 2, 0), (["1", "a"], 1, 3, 0),
        ])
        #expect(level.degradations[0].correlation == .unavailable(reason: "one of the two does not vary"))
    }

    @Test func steadinessOfNumbersAndWords() throws {
        let (fast, mode) = (
            WalkForwardReportTests.usual.stabilities[0], WalkForwardReportTests.usual.stabilities[1]
        )
        #expect(fast.count == 4 && fast.distinctCount == 3 && fast.changes == 2 && fast.range == 5...15)
        #expect(fast.mode?.value == "10" && fast.mode?.share == 0.5)
        // Deviation of 5, 10, 10, 15 over n − 1: √(50 / 3), by the mean of 10.
        #expect(abs((fast.variation ?? .nan) - (50.0 / 3).squareRoot() / 10) < 1e-12)
        #expect(mode.numbers == nil && mode.range == nil && mode.variation == nil)
        #expect(mode.changes == 2 && mode.mode?.value == "slow" && mode.mode?.share == 0.75)
    }

    @Test func thePageShowsItAndEscapesWhatCameFromOutside() throws {
        let time = Timestamp(CivilDate(year: 2010, month: 1, day: 1))
        var content = ReportContent(
            name: "x",
            provenance: ReportProvenance(
                run: "r", dataHash: "d", configHash: "c", eventsHash: "e", version: "v", seed: 1, command: "c",
                configuration: ""),
            period: time..<time + Timestamp.day, bars: 1, universe: ["A"],
            equity: EquityCurve(
                initialEquity: 1, time: [time.nanoseconds], equity: [1], cash: [1], grossExposure: [0],
                netExposure: [0], benchmark: []))
        #expect(!content.html(charts: nil).contains("id=\"walk-forward\""))
        content.walkForward = WalkForwardReportTests.usual
        let page = content.html(charts: nil)
        #expect(page.contains("<section id=\"walk-forward\"") && page.contains("walk-forward efficiency 0.25, n=3"))
        #expect(page.contains("Sharpe &lt;ratio&gt;: in sample against out of sample"))
        #expect(!page.contains("<ratio>") && !page.contains("<none>"))
        #expect(page.contains("The account gained in 2 of 5 windows") && page.contains("Chosen fast"))
    }
}
