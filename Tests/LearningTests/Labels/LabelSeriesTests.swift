import Learning
import Testing

/// Labels changed by what a caller says of each.
@Suite struct LabelSeriesTests {
    @Test func labelsAreReplacedOrLeftOut() throws {
        let labels = try LabelSeries(rows: [0, 2, 3, 7], ends: [1, 5, 4, 9], values: [0.5, -1, 0, 2])
        let positive = labels.compactMap { labels.values[$0] > 0 ? 10 * labels.values[$0] : nil }
        #expect(try positive == LabelSeries(rows: [0, 7], ends: [1, 9], values: [5, 20]))
        let logarithms = labels.compactMap { 1 / labels.values[$0] }
        #expect(logarithms.rows == [0, 2, 7] && logarithms.values == [2, -1, 0.5])
        #expect(labels.compactMap { _ in nil }.count == 0)
        #expect(labels.compactMap { labels.values[$0] } == labels)
    }
}
