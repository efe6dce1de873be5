import Core
import DataSources
import Foundation
import ParameterSearch
import Reports
import Research
import Simulation
import Statistics
import Strategies
import StrategyKit
import TestSupport
import Testing
import TimeSeries
import TrialLedger

/// Walk-forward tests against the sweeps and runs that they are made of.
@Suite struct WalkForwardTests {
    private static func url(_ folder: TemporaryFolder, _ name: String) -> URL {
        folder.url.appendingPathComponent(name)
    }

    @Test(arguments: [("3y", "1y", false), ("600", "250", true)]) func eachChoiceIsTheBestOfTheSweepByHand(
        train: String, test: String, isAnchored: Bool
    ) throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(SweepFixture.grid)
        let forward = try WalkForwardFixture.test(source, train, test, isAnchored: isAnchored)
        let choices = try WalkForwardFixture.choices(forward, in: WalkForwardTests.url(folder, "w"))
        #expect(choices.count >= 5)
        var chosen: Set<[String]> = []
        for (window, choice) in zip(forward.windows, choices) {
            var changes = window.trainFrom.map { ["data.from=\($0)"] } ?? []
            changes.append("data.to=\(window.trainThrough)")
            let name = "hand\(window.number)"
            let hand = try SweepFixture.run(
                try SweepFixture.source(SweepFixture.grid, changes: changes), in: WalkForwardTests.url(folder, name))
            let objective = try #require(hand.plan.objectives.first)
            let best = try #require(hand.ranked(by: objective, most: 1).first)
            #expect(choice.trial == Int(hand.trials.numbers[best]))
            #expect(choice.values == hand.plan.values(of: Int(hand.trials.numbers[best])))
            #expect(choice.sweep == hand.hashes.sweep)
            // The bars are cut in memory and read by hand: all files are the same.
            var files = try SweepFixture.files(WalkForwardTests.url(folder, "w/\(window.number)"))
            #expect(files.removeValue(forKey: "choice.json") != nil)
            let alone = try SweepFixture.files(WalkForwardTests.url(folder, name))
            #expect(files == alone)
            chosen.insert(choice.values)
        }
        #expect(chosen.count > 1)
    }

    @Test func s74nothingOfTheFutureIsSeen() throws {
        let folder = try TemporaryFolder()
        let lines = try String(contentsOfFile: WalkForwardFixture.path("goog.csv"), encoding: .utf8)
            .split(separator: "\n").map { String($0) }
        func source(_ lines: [String], _ name: String) throws -> StudySource {
            // An instrument is named after its file.
            let place = folder.url.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try folder.write(lines.joined(separator: "\n") + "\n", to: "\(name)/goog.csv")
            var source = try SweepFixture.source(SweepFixture.grid)
            source.text = source.text.replacing(
                WalkForwardFixture.path("goog.csv"), with: place.appendingPathComponent("goog.csv").path)
            return source
        }
        let whole = try WalkForwardFixture.test(try source(lines, "first"), "2y", "6mo")
        let result = try WalkForwardFixture.run(whole, in: WalkForwardTests.url(folder, "whole"))
        var random = RandomStream(seed: 7, name: "garbage")
        for cut in [2, 6] {
            // All bars behind the border of a window are other ones.
            let border = whole.windows[cut].testThrough
            let altered = lines.enumerated().map { place, line -> String in
                let date = line.prefix(10)
                guard place > 0, date > border.date.description else { return line }
                let price = 50 + 500 * random.uniform()
                return "\(date),\(price),\(price * 1.1),\(price * 0.9),\(price),1000,\(price)"
            }
            #expect(altered != lines)
            let other = try WalkForwardFixture.test(try source(altered, "other\(cut)"), "2y", "6mo")
            #expect(other.windows == whole.windows)
            let changed = try WalkForwardFixture.run(other, in: WalkForwardTests.url(folder, "altered\(cut)"))
            func known(_ result: WalkForwardResult) -> [String] {
                result.choices.prefix(cut + 2).map { "\($0.values) \($0.figures)" }
            }
            // The choice for the window behind the border is made on what came before it, too.
            #expect(known(changed) == known(result))
            func events(_ result: WalkForwardResult) -> [String] {
                String(decoding: result.run.eventBytes, as: UTF8.self).split(separator: "\n").map { String($0) }
                    .filter { line in
                        guard let range = line.firstRange(of: "\"time\":\"") else { return false }
                        return line[range.upperBound...].prefix(20) <= border.description.prefix(20)
                    }
            }
            let (found, expected) = (events(changed), events(result))
            #expect(
                found == expected && expected.count > 10,
                "\(found.count) \(expected.count) \(zip(found, expected).first { $0 != $1 } ?? ("", ""))")
            #expect(changed.choices != result.choices)
            #expect(changed.report.windows.prefix(cut + 1) == result.report.windows.prefix(cut + 1))
        }
    }

    @Test(arguments: ["next-open", "same-close", "next-close"]) func oneWindowOfOneTrialIsARunOfTheSameDates(
        fill: String
    ) throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { space: { fast: [10], slow: [30] } }", changes: ["broker.fill.market=\(fill)"])
        let forward = try WalkForwardFixture.test(source, "3y", "5y")
        #expect(forward.windows.count == 1)
        let result = try WalkForwardFixture.run(forward, in: WalkForwardTests.url(folder, "w"))
        let from = try ConfigOverride("data.from=\(forward.windows[0].testFrom)")
        let to = try ConfigOverride("data.to=\(forward.windows[0].testThrough)")
        let alone = try Study(try source.configuration(setting: [from, to])).run()
        #expect(result.run.eventBytes == alone.eventBytes && alone.ledger.closed.count > 10)
        #expect(result.run.metrics == alone.metrics && result.run.run.isFast)
        #expect(result.run.firstTradingStep == alone.firstTradingStep)
        #expect(result.report.windows[0].outOfSample == [alone.metric("sharpe")?.value])
        #expect(result.report.windows[0].gain == alone.metric("total_return")?.value)
    }

    @Test func eachWindowTradesAsARunOfItsOwnAndCashIsKept() throws {
        let folder = try TemporaryFolder()
        // Sizes that do not hang on what the account has made.
        let source = try SweepFixture.source(
            SweepFixture.grid, changes: ["strategy.rules.size={ units: 10 }", "broker.commission={ per_share: 0.01 }"])
        let forward = try WalkForwardFixture.test(source, "2y", "6mo")
        let result = try WalkForwardFixture.run(forward, in: WalkForwardTests.url(folder, "w"))
        struct Traded: Hashable { var time: Timestamp, side: String, quantity: Double, price: Double, cost: Double }
        func fills(_ run: Run, after begin: Timestamp, through end: Timestamp) -> [Traded] {
            run.log.compactMap { event in
                guard case .filled(let fill) = event.body, event.time > begin, event.time <= end else { return nil }
                return Traded(
                    time: event.time, side: fill.side.text, quantity: fill.quantity, price: fill.price,
                    cost: fill.commission)
            }
        }
        var closings = 0
        for (place, window) in forward.windows.enumerated() {
            let changes = zip(forward.plan.sweep.axes, result.choices[place].values).map {
                ConfigOverride(key: $0.name, value: $1)
            }
            let dates = [
                ConfigOverride(key: "data.from", value: window.testFrom.description),
                ConfigOverride(key: "data.to", value: window.testThrough.description),
            ]
            let alone = try Study(try source.configuration(setting: changes + dates)).run()
            let expected = fills(alone.run, after: window.testFrom, through: window.testThrough)
            var found = fills(result.run.run, after: window.testFrom, through: window.testThrough)
            // What the window before held is sold at the first open.
            let ends = result.run.ledger.closed.filter { $0.exitReason == "window-end" }.map(\.exitTime)
            if place > 0, let first = found.first, ends.contains(first.time) {
                found.removeFirst()
                closings += 1
            }
            #expect(found == expected, "window \(window.number)")
        }
        #expect(closings > 2)
        // All money that was paid is accounted for, over all borders.
        var cash = 100_000.0
        for case .filled(let fill) in result.run.run.log.lazy.map(\.body) {
            cash -= fill.side.sign * fill.quantity * fill.price + fill.commission
        }
        #expect(abs(cash - result.run.run.finalCash) < 1e-6)
        let profits = (result.run.ledger.closed + result.run.ledger.open).reduce(0) { $0 + $1.netPnl }
        #expect(abs(100_000 + profits - result.run.run.finalEquity) < 1e-6)
        // The gains of the windows compound to that of the account.
        let gains = result.report.windows.compactMap(\.gain)
        let total = gains.reduce(1) { $0 * (1 + $1) }
        #expect(gains.count == forward.windows.count && abs(total * 100_000 - result.run.run.finalEquity) < 1e-6)
    }

    @Test func s73noFileHangsOnTheNumberOfThreads() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { method: random, trials: 12, space: { fast: \"2:30\", slow: \"40:90\" }, objective: [sharpe, calmar] }"
        )
        var files: [[String: Data]] = []
        for jobs in [1, 3] {
            let test = try WalkForwardFixture.test(source, "3y", "1y")
            let place = WalkForwardFolder(test, at: WalkForwardTests.url(folder, "jobs\(jobs)/same").path)
            var choices: [WindowChoice] = []
            for window in test.windows {
                choices.append(
                    try test.search(window).run(in: place.sweep(window), ledger: nil, jobs: jobs, command: "test"))
            }
            let result = WalkForwardResult(test, choices: choices, run: try test.outOfSample(choices).run())
            try place.write(result, command: "test", equity: .bars, history: .init(), timings: [])
            #expect(!FileManager.default.fileExists(atPath: place.work.path))
            files.append(
                try SweepFixture.files(place.url).filter {
                    !$0.key.hasSuffix("manifest.json") && !$0.key.hasSuffix(".lock")
                })
        }
        for name in ["report.html", "windows.csv", "walk_forward.json", "windows/01/trials.csv", "equity.csv"] {
            #expect(files[0][name] != nil, "\(name)")
        }
        #expect(files[0] == files[1])
    }

    @Test func aFinishedWindowIsNotRunAgainAndEveryTrialIsCounted() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger(path: WalkForwardTests.url(folder, "ledger.sqlite").path, access: .writing)
        let test = try WalkForwardFixture.test(try SweepFixture.source(SweepFixture.grid), "3y", "2y")
        let place = WalkForwardTests.url(folder, "w")
        let choices = try WalkForwardFixture.choices(test, in: place, ledger: ledger)
        func count() throws -> Int {
            var count = 0
            try ledger.visit(LedgerFilter()) { _ throws(LedgerError) in
                count += 1
                return true
            }
            return count
        }
        #expect(choices.count == 3 && choices.map(\.trials) == [9, 9, 9])
        #expect(try count() == 27)
        #expect(try WalkForwardFixture.choices(test, in: place, ledger: ledger) == choices)
        #expect(try count() == 27)
        // The same trial over other bars is another one; the run out of sample is no repeat of a run of its config.
        let study = try test.outOfSample(choices)
        for hash in [test.hash, nil] {
            try RunTrial(of: study, in: ledger, kind: "walk-forward", hash: hash).end(try study.run())
        }
        let period = try #require(test.study.data.panel.period)
        let family = try ledger.family(TrialStudy(study, kind: "run").familyKey, overlapping: period)
        #expect(family.trials == 29)
    }

    @Test func aWindowWithoutFiguresIsNotTraded() throws {
        let folder = try TemporaryFolder()
        // 300 bars to warm up are not there in the first windows.
        let source = try SweepFixture.source("sweep: { space: { slow: [399], fast: [3, 5] }, objective: total_return }")
        let forward = try WalkForwardFixture.test(source, "300", "200")
        let result = try WalkForwardFixture.run(forward, in: WalkForwardTests.url(folder, "w"))
        #expect(result.choices[0].trial == nil && result.choices[0].failed == 2)
        #expect(
            result.choices[0].reason
                == "2 of 2 trials: no decision could be taken: it needs 399 bars to warm up, the data hold 300")
        #expect(result.choices[1].trial != nil && result.report.flatCount == 1)
        let first = result.report.windows[0]
        #expect(first.gain == 0 && first.outOfSample == [nil] && first.values.isEmpty)
        let csv = result.windowsCSV.split(separator: "\n")
        #expect(csv[1].contains(",2,2,,,,,,0,\"") || csv[1].contains(",2,2,,,,,,0,2 of 2 trials"), "\(csv[1])")
        #expect(result.run.run.log.allSatisfy { $0.time > forward.windows[0].testThrough })
    }
}
