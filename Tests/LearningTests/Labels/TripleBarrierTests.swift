import Core
import Learning
import TestSupport
import Testing

@Suite struct TripleBarrierTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func outcomesEqualTheOracle() throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/triple_barrier_spy.csv"))
        let close = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv")).numbers("spy")
        let rows = table.texts("row").compactMap { Int($0) }
        var widths = [Double](repeating: .nan, count: close.count)
        for (row, width) in zip(rows, table.numbers("ewm_vol_span50")) { widths[row] = width }
        let outcomes = try TripleBarrier(gain: 1.5, loss: 2, longest: 10, keepsUnfinished: true).outcomes(
            .close(close), events: rows, widths: widths)
        #expect(rows.count == 694)
        #expect(outcomes.map(\.row) == rows)
        #expect(outcomes.map(\.end) == table.texts("end_row").compactMap { Int($0) })
        #expect(outcomes.map { Double($0.touched) } == table.numbers("label"))
        for (outcome, gained) in zip(outcomes, table.numbers("ret")) {
            #expect(agree(outcome.gained, gained, relative: 1e-12, absolute: 2e-15))
        }
        // Without those cut short by the end of the data: as if the data went on.
        let finished = try TripleBarrier(gain: 1.5, loss: 2, longest: 10).outcomes(
            .close(close), events: rows, widths: widths)
        #expect(finished.count == 693)
        #expect(finished == Array(outcomes.prefix(693)))
        let cut = 1_500
        let early = try TripleBarrier(gain: 1.5, loss: 2, longest: 10).outcomes(
            .close(Array(close.prefix(cut))), events: rows.filter { $0 < cut }, widths: Array(widths.prefix(cut)))
        #expect(early == finished.filter { $0.end < cut && ($0.touched != 0 || $0.row + 10 < cut) })
    }

    static let open = [100.0, 100, 102, 99, 107, 90, 91]
    static let close = [100.0, 101, 104, 108, 95, 92, 91]
    static let widths = [Double](repeating: 0.05, count: 7)

    @Test func fillsAreAtTheOpenAfterTheCloseThatDecides() throws {
        let prices = LabelPrices.nextOpen(open: TripleBarrierTests.open, close: TripleBarrierTests.close)
        let barrier = TripleBarrier(gain: 1, loss: 1, longest: 5)
        // Entry at 100 (row 1), upper 105: the close of row 3 passes it, the exit fills at 107 in row 4.
        #expect(
            try barrier.outcomes(prices, events: [0], widths: TripleBarrierTests.widths)
                == [.init(touched: 1, row: 0, end: 4, gained: 107.0 / 100 - 1)])
        // Entry at 107, lower 101.65: the close of row 4 is below, the exit fills at 90.
        #expect(
            try barrier.outcomes(prices, events: [3], widths: TripleBarrierTests.widths)
                == [.init(touched: -1, row: 3, end: 5, gained: 90.0 / 107 - 1)])
        // Sold at 107 the same fall is a gain.
        let sold = try barrier.outcomes(
            prices, events: [3], widths: TripleBarrierTests.widths, sides: [0, 0, 0, -1, 0, 0, 0])
        #expect(sold == [.init(touched: 1, row: 3, end: 5, gained: -(90.0 / 107 - 1))])
        #expect(LabelSeries(touched: sold).values == [1])
        #expect(LabelSeries(gained: sold).ends == [5])
        let time = try TripleBarrier(gain: nil, loss: nil, longest: 2).outcomes(
            prices, events: [0, 1, 5], widths: TripleBarrierTests.widths)
        #expect(time.map(\.end) == [3, 4])
        #expect(time.map(\.touched) == [0, 0])
    }

    @Test func nothingToLabelIsNoError() throws {
        let prices = LabelPrices.close(TripleBarrierTests.close)
        let barrier = TripleBarrier(gain: 1, loss: 1, longest: 2)
        #expect(try barrier.outcomes(prices, events: [], widths: TripleBarrierTests.widths).isEmpty)
        #expect(
            try barrier.outcomes(prices, events: [0, 1], widths: [.nan, 0, 1, 1, 1, 1, 1]).isEmpty)
        #expect(
            try barrier.outcomes(
                prices, events: [0], widths: TripleBarrierTests.widths,
                sides: TripleBarrierTests.widths.map { _ in .nan }
            )
            .isEmpty)
        #expect(try barrier.outcomes(prices, events: [6], widths: TripleBarrierTests.widths).isEmpty)
        var unfinished = barrier
        unfinished.keepsUnfinished = true
        #expect(try unfinished.outcomes(prices, events: [6], widths: TripleBarrierTests.widths).isEmpty)
        #expect(try unfinished.outcomes(prices, events: [5], widths: TripleBarrierTests.widths).count == 1)
        #expect(try barrier.outcomes(.close([]), events: [], widths: []).isEmpty)
    }

    @Test func badInputIsRefused() throws {
        let prices = LabelPrices.close(TripleBarrierTests.close)
        let barrier = TripleBarrier(gain: 1, loss: 1, longest: 2)
        #expect(throws: LearningError.self) {
            _ = try barrier.outcomes(prices, events: [7], widths: TripleBarrierTests.widths)
        }
        #expect(throws: LearningError.self) {
            _ = try barrier.outcomes(prices, events: [2, 2], widths: TripleBarrierTests.widths)
        }
        #expect(throws: LearningError.self) { _ = try barrier.outcomes(prices, events: [2], widths: [1]) }
        #expect(throws: LearningError.self) {
            _ = try TripleBarrier(gain: 0, loss: 1, longest: 2).outcomes(
                prices, events: [2], widths: TripleBarrierTests.widths)
        }
        #expect(throws: LearningError.self) {
            _ = try TripleBarrier(gain: 1, loss: 1, longest: 0).outcomes(
                prices, events: [2], widths: TripleBarrierTests.widths)
        }
    }
}
