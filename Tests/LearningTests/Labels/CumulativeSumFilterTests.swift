import Learning
import TestSupport
import Testing

@Suite struct CumulativeSumFilterTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func eventsEqualTheOracle() throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/cusum_events_spy.csv"))
        let close = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv")).numbers("spy")
        let events = try CumulativeSumFilter.events(close, threshold: 0.03)
        #expect(events.count == 285)
        #expect(events.map(\.row) == table.texts("row").compactMap { Int($0) })
        #expect(events.map(\.side) == table.texts("side").compactMap { Int($0) })
        #expect(
            try CumulativeSumFilter.events(close, thresholds: close.map { _ in 0.03 }) == events)
        // An event uses nothing behind it (S75).
        #expect(
            try CumulativeSumFilter.events(Array(close.prefix(700)), threshold: 0.03) == events.filter { $0.row < 700 })
    }

    @Test func missingPricesAreNoMoveAndNoEventsAreNoError() throws {
        #expect(try CumulativeSumFilter.events([], threshold: 1).isEmpty)
        #expect(try CumulativeSumFilter.events([1, 1.01, 1.02], threshold: 1).isEmpty)
        #expect(try CumulativeSumFilter.events([1, .nan, 100, 0, -3, -2, 100, 200], threshold: 0.5).map(\.row) == [7])
        #expect(
            try CumulativeSumFilter.events([1, 2, 4, 8], thresholds: [0.1, .nan, 0, 0.1]).map(\.row) == [3])
        #expect(throws: LearningError.self) { _ = try CumulativeSumFilter.events([1, 2], threshold: 0) }
        #expect(throws: LearningError.self) { _ = try CumulativeSumFilter.events([1, 2], threshold: .nan) }
        #expect(throws: LearningError.self) { _ = try CumulativeSumFilter.events([1, 2], thresholds: [1]) }
    }
}
