import Core
import Simulation
import Testing
import TestSupport
import TimeSeries

/// S67 models fitted inside a run, in its log.
@Suite struct TrainingTests {
    private static let flat = [(Double, Double, Double, Double)](repeating: (100, 101, 99, 100), count: 8)

    private static func training(_ number: Int, failure: String = "") -> Training {
        Training(
            number: number, sampleCount: failure.isEmpty ? 12 : 0,
            from: Timestamp(CivilDate(year: 2020, month: 1, day: 1)),
            through: Timestamp(CivilDate(year: 2020, month: 1, day: 1), hour: 2), hash: failure.isEmpty ? "00ffab" : "",
            failure: failure)
    }

    @Test func aFitStandsInTheLogBeforeTheOrdersOfItsDecision() {
        let stage = Stage(
            Self.flat,
            [
                2: { _, desk in
                    desk.submit(market(.buy, 10))
                    desk.note(Self.training(1))
                    desk.note(Self.training(2, failure: "said \"no\"\nand so on"))
                }
            ])
        let lines = stage.run.log.prefix(3).map { event in
            switch event.body {
            case .trained(let training): "\(event.step) trained \(training.number) \(training.failure.count)"
            case .submitted: "\(event.step) submitted"
            default: "\(event.step) other"
            }
        }
        #expect(lines == ["2 trained 1 0", "2 trained 2 19", "2 submitted"])
        let text = String(
            decoding: EventText.bytes(of: Array(stage.run.log.prefix(2)), symbols: ["TEST"]), as: UTF8.self)
        #expect(
            text == """
                {"n":1,"time":"2020-01-01T03:00:00Z","step":2,"event":"trained","number":1,"samples":12,\
                "from":"2020-01-01T00:00:00Z","through":"2020-01-01T02:00:00Z","model":"00ffab"}
                {"n":2,"time":"2020-01-01T03:00:00Z","step":2,"event":"trained","number":2,"samples":0,\
                "from":"2020-01-01T00:00:00Z","through":"2020-01-01T02:00:00Z","failure":"said \\"no\\"\\nand so on"}

                """)
    }

    @Test func aFitIsLoggedWhileNoOrdersAreTakenAndIsNoNewsToItsStrategy() {
        var seen: [String] = []
        let stage = Stage(
            [BarFixtures.series(Self.flat)],
            [
                everyStep: { market, desk in
                    seen += market.recentEvents.map { event in
                        if case .trained = event.body { "trained" } else { "other" }
                    }
                    if market.step < 6 { desk.note(Self.training(market.step + 1)) }
                    desk.submit(OrderRequest(.buy, .units(1), of: one))
                }
            ], warmUpBars: 4)
        let steps = stage.run.log.compactMap { event -> Int32? in
            if case .trained = event.body { event.step } else { nil }
        }
        #expect(steps.map { Int($0) } == [0, 1, 2, 3, 4, 5])
        let first = stage.run.log.first { if case .submitted = $0.body { true } else { false } }
        #expect(first?.step == 4)
        #expect(!seen.contains("trained") && seen.contains("other"))
    }

    @Test func aFitOfOneOfSeveralStrategiesNamesIt() {
        let names = ["slow \"one\"", "fast", "none"]
        let scripts: [[Int: Action]] = [
            [1: { _, desk in desk.note(Self.training(1)) }],
            [
                1: { _, desk in
                    desk.note(Self.training(1))
                    desk.note(Self.training(2, failure: "no"))
                }
            ], [:],
        ]
        let panel = Panel([BarFixtures.series(Self.flat)])
        let group = StrategyGroup(
            zip(names, scripts).map { (part: AccountPart(name: $0), strategy: Scripted($1)) })
        let run = Backtest(panel: panel, broker: Broker()).run(group)
        let fits = run.log.compactMap { event -> Training? in
            if case .trained(let training) = event.body { training } else { nil }
        }
        #expect(fits.map(\.strategy) == [0, 1, 1] && fits.map(\.number) == [1, 1, 2])
        let text = String(
            decoding: EventText.bytes(of: run.log, symbols: ["TEST"], attribution: run.attribution), as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.split(separator: "\"event\":")[1] }
        #expect(
            lines.map { $0.prefix(while: { $0 != "0" }) } == [
                #""trained","strategy":"slow \"one\"","number":1,"samples":12,"from":"2"#,
                #""trained","strategy":"fast","number":1,"samples":12,"from":"2"#,
                #""trained","strategy":"fast","number":2,"samples":"#,
            ])
        // Alone it has no place among others.
        let alone = Backtest(panel: panel, broker: Broker()).run(Scripted(scripts[0]))
        #expect(alone.log.contains { if case .trained(let fit) = $0.body { fit.strategy == nil } else { false } })
    }

    @Test func aColumnIsLearntOnlyWhereItSaysSo() {
        #expect(!TraceColumn(symbol: "A", name: "close").isLearnt)
        let column = TraceColumn(symbol: "A", name: "prediction", isLearnt: true)
        #expect(column.isLearnt && !column.isCondition && !column.dependsOnAccount)
        #expect(column != TraceColumn(symbol: "A", name: "prediction"))
    }
}
