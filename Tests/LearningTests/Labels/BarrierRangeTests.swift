import Core
import Learning
import Testing

/// Barriers that highs and lows touch.
@Suite struct BarrierRangeTests {
    /// Entry at the open of row 1, 100, with barriers at 105 and 95; bars are open, high, low and close.
    private func outcome(
        _ bars: [(Double, Double, Double, Double)], side: Double = 1, longest: Int = 3
    ) throws -> TripleBarrier.Outcome? {
        let bars = [(100.0, 100.0, 100.0, 100.0)] + bars
        let prices = LabelPrices.nextOpen(open: bars.map(\.0), close: bars.map(\.3))
        return try TripleBarrier(gain: 1, loss: 1, longest: longest).outcomes(
            prices, events: [0], widths: bars.map { _ in 0.05 }, sides: bars.map { _ in side },
            ranges: BarRanges(opens: bars.map(\.0), highs: bars.map(\.1), lows: bars.map(\.2))
        ).first
    }

    private func expect(
        _ outcome: TripleBarrier.Outcome?, _ touched: Int, end: Int, exit: Double, side: Double = 1
    ) throws {
        let found = try #require(outcome)
        #expect(found.touched == touched && found.row == 0 && found.end == end)
        #expect(abs(found.gained - side * (exit / 100 - 1)) < 1e-15)
    }

    @Test("S27: a bar that holds both barriers is a loss, of either side")
    func aBarThatHoldsBothIsALoss() throws {
        let both = [(100.0, 106.0, 94.0, 104.0), (104, 104, 104, 104)]
        try expect(try outcome(both), -1, end: 1, exit: 95)
        try expect(try outcome(both, side: -1), -1, end: 1, exit: 105, side: -1)
    }

    @Test func aTouchInsideABarCountsWhereItsCloseDoesNot() throws {
        // The whole bar of the entry counts, whose open is the entry.
        try expect(try outcome([(100, 105, 99, 101), (101, 101, 101, 101)]), 1, end: 1, exit: 105)
        try expect(try outcome([(100, 101, 99, 101), (101, 102, 95, 101)]), -1, end: 2, exit: 95)
        try expect(try outcome([(100, 101, 99, 101), (101, 102, 95, 101)], side: -1), 1, end: 2, exit: 95, side: -1)
    }

    @Test func anOpenBeyondABarrierIsTheExit() throws {
        try expect(try outcome([(100, 101, 99, 100), (90, 106, 88, 91)]), -1, end: 2, exit: 90)
        // The open is a gain before the low can be a loss.
        try expect(try outcome([(100, 101, 99, 100), (107, 108, 94, 96)]), 1, end: 2, exit: 107)
        try expect(try outcome([(100, 101, 99, 100), (107, 108, 94, 96)], side: -1), -1, end: 2, exit: 107, side: -1)
    }

    @Test func withoutATouchTheTimeEndsAtAFill() throws {
        let quiet = [(100.0, 104.0, 96.0, 101.0), (101, 104, 96, 102), (103, 104, 96, 101), (102, 120, 80, 90)]
        try expect(try outcome(quiet), 0, end: 4, exit: 102)
        #expect(try outcome(Array(quiet.prefix(3))) == nil)
        // A touch is known in its bar: no open after it is needed.
        try expect(try outcome([(100, 105, 99, 101)]), 1, end: 1, exit: 105)
    }

    @Test func rangesOfClosesAloneTouchWhatClosesDo() throws {
        for seed in UInt64(0)..<20 {
            var random = RandomStream(seed: seed, name: "barrier ranges")
            var closes = [100.0]
            for _ in 0..<80 { closes.append(closes[closes.count - 1] * (0.97 + 0.06 * random.uniform())) }
            let widths = closes.map { _ in 0.02 + 0.02 * random.uniform() }
            let sides = closes.map { _ in random.below(2) == 0 ? 1.0 : -1 }
            let barrier = TripleBarrier(gain: 1, loss: 1.5, longest: 6)
            func outcomes(_ ranges: BarRanges?) throws -> [TripleBarrier.Outcome] {
                try barrier.outcomes(
                    .close(closes), events: Array(closes.indices), widths: widths, sides: sides, ranges: ranges)
            }
            let plain = try outcomes(nil)
            #expect(
                try outcomes(BarRanges(opens: closes, highs: closes, lows: closes)) == plain, "seed \(seed)")
            // Wider ranges are touched no later, and more often lost.
            let wide = try outcomes(
                BarRanges(opens: closes, highs: closes.map { $0 * 1.02 }, lows: closes.map { $0 * 0.98 }))
            let ends = Dictionary(uniqueKeysWithValues: wide.map { ($0.row, $0.end) })
            #expect(plain.allSatisfy { one in ends[one.row].map { $0 <= one.end } == true }, "seed \(seed)")
        }
    }

    @Test func rangesOfAnotherLengthAreRefused() throws {
        let needed = LearningError.shape(
            found: "2 opens, 1 highs and 2 lows", needed: "one of each for each of 2 rows")
        #expect(throws: needed) {
            try TripleBarrier(gain: 1, loss: 1, longest: 1).outcomes(
                .close([1, 1]), events: [0], widths: [1, 1],
                ranges: BarRanges(opens: [1, 1], highs: [1], lows: [1, 1]))
        }
    }
}
