import Core
import DataSources
import Foundation
import LineProtocol
import Testing

/// Points become bars: when, with which numbers, and what late and repeated points change.
@Suite struct BarAssemblerTests {
    typealias Fixtures = IngestFixtures
    static let far = Timestamp(nanoseconds: -1)

    @Test func aBarIsCompleteWhenAPointAtItsEndArrives() {
        var assembler = BarAssembler(Fixtures.ticks)
        Fixtures.add(
            Fixtures.trade("A", 0, 10, 1) + Fixtures.trade("A", 30, 12, 2) + Fixtures.trade("A", 59.9, 9, 4),
            to: &assembler)
        #expect(assembler.completed(now: Self.far).isEmpty)
        // A point of another symbol completes nothing.
        Fixtures.add(Fixtures.trade("B", 60, 5, 1), to: &assembler)
        #expect(assembler.completed(now: Self.far).isEmpty)
        Fixtures.add(Fixtures.trade("A", 60, 11, 8), to: &assembler)
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 0 10.0 12.0 9.0 9.0 7.0"])
        #expect(assembler.completed(now: Self.far).isEmpty)
    }

    @Test func theWallClockCompletesABarAfterItsEndItsLastArrivalAndTheGrace() {
        var assembler = BarAssembler(Fixtures.ticks, grace: 5 * Timestamp.second)
        let arrival = 61 * Timestamp.second
        Fixtures.add(Fixtures.trade("A", 1, 10, 1), to: &assembler, received: arrival)
        let due = Timestamp(nanoseconds: arrival + 5 * Timestamp.second)
        #expect(assembler.nextDeadline == due)
        #expect(assembler.completed(now: due + -1).isEmpty)
        #expect(assembler.completed(now: due).count == 1)
        #expect(assembler.nextDeadline == nil)
    }

    @Test func latePointsForwardTheBarAgainAsARevision() {
        var assembler = BarAssembler(Fixtures.ticks)
        Fixtures.add(Fixtures.trade("A", 10, 10, 1) + Fixtures.trade("A", 70, 11, 1), to: &assembler)
        #expect(assembler.completed(now: Self.far).count == 1)
        Fixtures.add(Fixtures.trade("A", 5, 8, 2), to: &assembler)
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 0 8.0 10.0 8.0 10.0 3.0 revised"])
        #expect(assembler.counts.latePoints == 1 && assembler.counts.revisions == 1)
    }

    @Test func aPointThatIsSentAgainTakesItsOwnPlace() {
        var assembler = BarAssembler(Fixtures.ticks)
        let batch = Fixtures.trade("A", 1, 10, 1) + Fixtures.trade("A", 2, 11, 1)
        Fixtures.add(batch + batch, to: &assembler)
        // The tags of one series in another order, and a field alone: still the same point.
        Fixtures.add("trade,x=1,symbol=A price=5 3000000000\ntrade,symbol=A,x=1 size=7 3000000000\n", to: &assembler)
        Fixtures.add(Fixtures.trade("A", 60, 1, 1), to: &assembler)
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 0 10.0 11.0 5.0 5.0 9.0"])
    }

    @Test func rowsThatAreBarsKeepTheirEdges() {
        let fields = BarFields(open: "o", high: "h", low: "l", close: "c", volume: "v")
        var mapping = BarMapping(measurement: "bar", content: .bars(fields, stamp: .end), length: Timestamp.minute)
        var assembler = BarAssembler(mapping)
        Fixtures.add("bar,symbol=A o=1,h=3,l=1,c=2,v=10i 60000000000\n", to: &assembler)
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 0 1.0 3.0 1.0 2.0 10.0"])
        mapping.content = .bars(fields, stamp: .start)
        assembler = BarAssembler(mapping)
        Fixtures.add("bar,symbol=A o=1,h=3,l=1,c=2 60000000000\n", to: &assembler)
        #expect(assembler.completed(now: Self.far).isEmpty)
        Fixtures.add("bar,symbol=A o=1,h=3,l=1,c=2 120000000000\n", to: &assembler)
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 1 1.0 3.0 1.0 2.0 nan"])
    }

    @Test func otherMeasurementsTagsAndFieldsArePassedOver() {
        var mapping = Fixtures.ticks
        mapping.tags = ["venue": "X"]
        var assembler = BarAssembler(mapping)
        Fixtures.add(
            """
            quote,symbol=A,venue=X price=1 1
            trade,symbol=A price=1 1
            trade,symbol=A,venue=Y price=1 1
            trade,venue=X price=1 1
            trade,symbol=A,venue=X other=1 1
            trade,symbol=A,venue=X price="1" 1
            trade,symbol=A,venue=X price=2 9223372036854775806

            """, to: &assembler)
        #expect(assembler.counts.points == 0 && assembler.counts.passedOver == 7)
    }

    @Test func theEdgesOfTimeAreNoTrap() {
        for edge in BarMapping.Edge.allCases {
            let mapping = BarMapping(
                measurement: "bar", content: .bars(BarFields(), stamp: edge), length: Timestamp.day)
            var assembler = BarAssembler(mapping, grace: Timestamp.day)
            for time in [Int64.min + 2, Int64.min + Timestamp.day, 0, .max - Timestamp.day, .max - 1] {
                Fixtures.add("bar,symbol=A open=1,high=1,low=1,close=1 \(time)\n", to: &assembler)
            }
            _ = assembler.nextDeadline
            #expect(!assembler.completed(now: .distantFuture).isEmpty)
        }
    }

    @Test func aPointOfFarInTheFutureCompletesNothing() {
        var assembler = BarAssembler(Fixtures.ticks)
        Fixtures.add(Fixtures.trade("A", 1, 10, 1) + Fixtures.trade("A", 9e9, 11, 1), to: &assembler)
        #expect(assembler.completed(now: Self.far).isEmpty)
        Fixtures.add(Fixtures.trade("A", 61, 10, 1), to: &assembler)
        #expect(assembler.completed(now: Self.far).count == 1)
    }

    @Test func aPointBeforeWhatIsKeptAsksForItsBar() {
        var assembler = BarAssembler(Fixtures.ticks, keptBars: 2)
        let all = (0..<6).map { Fixtures.trade("A", Double($0) * 60 + 1, 10 + Double($0), 1) }
        for line in all {
            Fixtures.add(line, to: &assembler)
            _ = assembler.completed(now: Self.far)
        }
        let late = Fixtures.trade("A", 30, 3, 5)
        Fixtures.add(late, to: &assembler)
        #expect(assembler.missing == [BarKey(symbol: "A", start: Timestamp(nanoseconds: 0))])
        let record = Fixtures.record(all.joined() + late)
        assembler.restore { take in
            record.decode { take($0, record.received) }
            return []
        }
        #expect(Fixtures.text(assembler.completed(now: Self.far)) == ["A 0 10.0 10.0 3.0 3.0 6.0 revised"])
        #expect(assembler.missing.isEmpty)
    }

    /// However points are shuffled, cut into batches and sent twice, the last state of each bar is what all points make.
    @Test(arguments: 0..<60) func anyOrderOfArrivalGivesTheSameBars(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "points")
        var lines: [String] = []
        for index in 0..<200 {
            let symbol = ["A", "B\\ C", "é"][Int.random(in: 0..<3, using: &random)]
            let second = Double(Int.random(in: 0..<600, using: &random)) + Double(index) / 1_000
            lines.append(
                Fixtures.trade(
                    symbol, second, Double(Int.random(in: 1...100, using: &random)), 1,
                    more: ",venue=\(Int.random(in: 0..<2, using: &random))"))
        }
        func final(_ batches: [[String]], kept: Int) -> [String: String] {
            var assembler = BarAssembler(Fixtures.ticks, grace: 0, keptBars: kept, keptPoints: kept * 10)
            var states: [String: String] = [:]
            var sent = ""
            for (place, batch) in batches.enumerated() {
                let isLast = place == batches.count - 1
                sent += batch.joined()
                Fixtures.add(batch.joined(), to: &assembler)
                var bars = assembler.completed(now: isLast ? .distantFuture : Self.far)
                if !assembler.missing.isEmpty {
                    let record = Fixtures.record(sent)
                    assembler.restore { take in
                        record.decode { take($0, record.received) }
                        return []
                    }
                    bars += assembler.completed(now: isLast ? .distantFuture : Self.far)
                }
                for bar in bars {
                    let text = Fixtures.text([bar])[0].replacingOccurrences(of: " revised", with: "")
                    states["\(bar.symbol) \(bar.start)"] = text
                }
            }
            return states
        }
        let whole = final([lines.sorted()], kept: 100)
        var batches: [[String]] = []
        var rest = (lines + lines.prefix(50)).shuffled(using: &random)[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...30, using: &random)
            batches.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(final(batches, kept: 3) == whole, "seed \(seed)")
        #expect(!whole.isEmpty)
    }
}
