import Core
import Foundation
import TestSupport
import Testing
import TrialLedger

/// Lists, exports, returns and explanations.
@Suite struct LedgerReadingTests {
    typealias F = LedgerFixtures

    @Test func filtersLeaveWhatMeetsEveryCondition() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let (one, two) = (F.study(family: "one", sweep: "s1"), F.study(family: "two", days: 10..<20, kind: "run"))
        try ledger.record([
            F.finished("a", one, begun: 100), F.finished("bb", two, begun: 200),
            F.ended(.failed, "ccc", one, reason: "Ruin at 50 %", begun: 300), F.finished("a", one, begun: 400),
        ])
        func attempts(_ change: (inout LedgerFilter) -> Void) throws -> [Int64] {
            var filter = LedgerFilter()
            change(&filter)
            return try ledger.entries(filter).map(\.attempt)
        }
        #expect(try attempts { _ in } == [1, 2, 3, 4])
        #expect(try attempts { $0.family = two.familyKey } == [2])
        #expect(try attempts { $0.family = String(one.familyKey.prefix(9)) } == [1, 3, 4])
        #expect(try attempts { $0.strategy = "cross" } == [1, 2, 3, 4])
        #expect(try attempts { $0.strategy = "cros" }.isEmpty)
        #expect(try attempts { $0.states = [.failed] } == [3])
        #expect(try attempts { $0.since = F.day(200) } == [2, 3, 4])
        #expect(try attempts { $0.until = F.day(200) } == [1])
        #expect(try attempts { $0.sweep = "s1" } == [1, 3, 4])
        #expect(try attempts { $0.kind = "run" } == [2])
        #expect(try attempts { $0.overlapping = F.day(20)..<F.day(21) } == [1, 3, 4])
        #expect(try attempts { $0.text = "ruin AT 50 %" } == [3])
        #expect(try attempts { $0.text = "\"fast\":2" } == [2])
        #expect(try attempts { $0.text = "%" } == [3])
        #expect(try attempts { $0.withoutRepeats = true } == [1, 2, 3])
        #expect(
            try attempts {
                $0.sweep = "s1"
                $0.states = [.finished]
                $0.withoutRepeats = true
            } == [1])
        #expect(try ledger.entries(most: 2).map(\.attempt) == [3, 4])
        #expect(try ledger.entries(most: 0).isEmpty)
    }

    @Test func anExportHasALineAnAttempt() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        var record = F.finished("a", F.study(sweep: "s1"), sharpe: 0.5)
        record.outcome.metrics = ["sharpe": 0.5, "calmar": nil]
        var failed = F.ended(.failed, "b", reason: "found \"x\", expected\ny")
        failed.start.settings = "{\"fast\": 5,\n\"slow\": \"\"}"
        failed.outcome.metrics = ["trades": .infinity]
        try ledger.record([record, failed])
        var csv = ""
        #expect(try ledger.export(.csv) { csv += $0 } == 2)
        let hash = { SHA256.hexDigest(of: $0) }
        let ids = try [record, failed].map { try TrialIdentity($0.start).description }
        let host = ProcessMark.current.host
        let shared = "rule of family,cross,AAPL MSFT,1970-01-01T00:00:00Z,1972-09-27T00:00:00Z,sweep"
        let times = "2024-10-04T00:00:00Z,2024-10-05T00:00:00Z,\(host),1.2.3"
        #expect(
            csv == """
                attempt,trial,repeat,state,reason,family,family_text,strategy,instruments,from,to,run_as,sweep,config_hash,\
                data_hash,settings,begun,ended,host,version,sessions,mean,standard_deviation,skewness,kurtosis,sharpe,\
                metric.sharpe,metric.calmar,metric.trades
                1,\(ids[0]),false,finished,,\(hash("family")),\(shared),s1,\(hash("a")),\(hash("data")),\
                "{""fast"":1}",\(times),4,0.0078125,0.015625,-0.5,4,0.5,0.5,,
                2,\(ids[1]),false,failed,"found ""x"", expected
                y",\(hash("family")),\(shared),,\(hash("b")),\(hash("data")),\
                "{""fast"": 5,
                ""slow"": "\"\""}",\(times),,,,,,,,,inf

                """)
        var json = ""
        #expect(try ledger.export(.jsonLines) { json += $0 } == 2)
        let lines = json.split(separator: "\n")
        #expect(lines.count == 2)
        let objects = try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects[0]["trial"] as? String == ids[0])
        #expect((objects[0]["settings"] as? [String: Int]) == ["fast": 1])
        #expect(objects[0]["sharpe"] as? Double == 0.5)
        #expect(objects[0]["instruments"] as? [String] == ["AAPL", "MSFT"])
        #expect((objects[0]["metrics"] as? [String: Any])?["calmar"] is NSNull)
        #expect(objects[1]["reason"] as? String == "found \"x\", expected\ny")
        #expect(objects[1]["settings"] as? String == failed.start.settings)
        #expect(objects[1]["sharpe"] is NSNull && objects[1]["sweep"] is NSNull)
        #expect((objects[1]["metrics"] as? [String: Any])?["trades"] is NSNull)
    }

    @Test func aSinkThatFailsEndsTheExport() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        try ledger.record([F.finished("a")])
        let full = LedgerError.notWritten(path: "out.csv", reason: "disk full")
        #expect(
            F.error { () throws(LedgerError) in
                try ledger.export(.csv) { (_) throws(LedgerError) in throw full }
            } == full)
        #expect(try ledger.entries().count == 1)
    }

    @Test func returnsOfAFamilyAreRowsOfOneLengthAndEveryTrialHasOne() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let key = F.study().familyKey
        func row(_ value: Float) -> [Float] { [value, value / 2, -value, 0] }
        var short = F.finished("short", returns: nil)
        short.outcome.moments = F.moments(sharpe: 1, sessions: 2)
        short.outcome.returns = [1, 2]
        try ledger.record([
            F.finished("a", returns: row(1)), F.finished("b"), F.finished("c", returns: row(3)),
            F.ended(.failed, "d", reason: "no"), F.finished("a", returns: row(1)), short,
            F.finished("e", F.study(days: 0..<7), returns: row(5)), F.finished("b", returns: row(2)),
        ])
        let matrix = try ledger.returnsMatrix(family: key)
        #expect(matrix.attempts == [1, 8, 3] && matrix.sessions == 4)
        #expect(matrix.values == row(1) + row(2) + row(3))
        #expect(matrix.period == F.day(0)..<F.day(1_000) && matrix.omitted == 1 && matrix.elsewhere == 1)
        let other = try ledger.returnsMatrix(family: key, period: F.day(0)..<F.day(7))
        #expect(other.attempts == [7] && other.values == row(5) && other.omitted == 0 && other.elsewhere == 4)
        let none = SHA256.hexDigest(of: "none")
        #expect(
            F.error { () throws(LedgerError) in _ = try ledger.returnsMatrix(family: none) }?.description
                == "\(ledger.path): error: found no trial of the family \(none); `backtest ledger list` shows the families "
                + "there are")
    }

    @Test func anExplanationSaysWhatCountsAndWhatWasMerged() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let key = F.study().familyKey
        try ledger.record([
            F.finished("a", sharpe: 0.25), F.finished("b", sharpe: 0.75), F.finished("a", sharpe: 0.25),
            F.finished("b", sharpe: 0.5), F.ended(.failed, "c", reason: "ruin"),
            F.finished("d", F.study(days: 2_000..<3_000), sharpe: 0.125),
        ])
        _ = try ledger.begin([F.start("e")])
        let ids = try ["a", "b"].map { try TrialIdentity(F.start($0)).description }
        #expect(
            try ledger.explanation(of: key, overlapping: F.day(0)..<F.day(1_001)) == """
                Family \(key.prefix(12)): rule of family
                Strategies cross; instruments AAPL, MSFT
                N = 3 trials: 2 finished, 1 failed, 0 abandoned. All of them count, because each was a chance to be lucky.
                Running: 1; they count when they end, or when their process is gone.
                Sharpe ratios: 2 of 2 finished trials have one; best 0.75 per session (attempt 2); variance 0.125. Failed and \
                abandoned trials count in N, not in the variance.
                Attempts: 6; 2 of them repeat a trial (same config, data and period) and add nothing.
                  trial \(ids[1]): attempts 2, 4; THEIR SHARPE RATIOS DIFFER, the first finished one counts
                  trial \(ids[0]): attempts 1, 3
                Periods, those that overlap joined: 1970-01-01T00:00:00Z to 1972-09-27T00:00:00Z
                Asked for 1970-01-01T00:00:00Z to 1972-09-28T00:00:00Z: trials whose period overlaps it count, so that one \
                more day of data does not reset N; 1 trials of the family over other periods do not.

                """)
        #expect(try ledger.explanation(of: key).contains("N = 4 trials: 3 finished, 1 failed, 0 abandoned."))
    }

    @Test func aSampleIsOfOneSizeAndOfTheSeedAlone() {
        #expect(LedgerSample(trials: 100_000, seed: 1).chosen == nil)
        #expect(LedgerSample(trials: 100_000, seed: 1).count == 100_000)
        let sample = LedgerSample(trials: 250_000, seed: 5)
        #expect(sample.count == 10_000)
        #expect(sample.chosen == LedgerSample(trials: 250_000, seed: 5).chosen)
        #expect(sample.chosen != LedgerSample(trials: 250_000, seed: 6).chosen)
        #expect((0..<250_000).filter(sample.contains) == sample.chosen)
        #expect(!sample.contains(-1) && !sample.contains(250_000))
        #expect(!LedgerSample(trials: 10, seed: 1).contains(10) && LedgerSample(trials: 10, seed: 1).contains(9))
        // Every trial is chosen as often as any other: 4 of 10, in 2,000 seeds 800 ± 6 standard deviations of 22.
        var counts = [Int](repeating: 0, count: 10)
        for seed in 0..<2_000 {
            for trial in LedgerSample(trials: 10, limit: 5, size: 4, seed: UInt64(seed)).chosen ?? [] {
                counts[trial] += 1
            }
        }
        #expect(counts.allSatisfy { abs($0 - 800) < 132 }, "\(counts)")
    }
}
