import Core
import Learning
import Testing

@Suite struct HorizonReturnTests {
    static let open = [10.0, 11, 12, 15, 18, 20]
    static let close = [10.5, 11.5, 14, 16, 19, 21]

    @Test func returnsRunBetweenOpensThatTheFillModelGives() throws {
        let labels = try HorizonReturn(to: 2).labels(
            .nextOpen(open: HorizonReturnTests.open, close: HorizonReturnTests.close))
        #expect(labels.rows == [0, 1, 2])
        #expect(labels.ends == [3, 4, 5])
        #expect(labels.values == [(11, 15), (12, 18), (15, 20)].map { (from: Double, to: Double) in to / from - 1 })
        let later = try HorizonReturn(from: 1, to: 3, kind: .log).labels(.close(HorizonReturnTests.close))
        #expect(later.rows == [0, 1, 2])
        #expect(later.ends == [3, 4, 5])
        #expect(agree(later.values[1], 0.3053816495511819))  // ln(19 / 14)
    }

    private func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-14 }

    @Test func signsAndScaledReturnsFollow() throws {
        let labels = try HorizonReturn(to: 1).labels(.close([100, 101, 99, 99, 99.1]))
        #expect(try labels.signs().values == [1, -1, 0, 1])
        #expect(try labels.signs(deadBand: 0.005).values == [1, -1, 0, 0])
        let scaled = try HorizonReturn(to: 4).labels(.close([100, 101, 99, 99, 104]), over: [0.01, 0, .nan, 1, 1])
        #expect(scaled.rows == [0])
        #expect(agree(scaled.values[0], 0.04 / (0.01 * 2)))
        let missing = try HorizonReturn(to: 1).labels(
            .close([1, 2, 3, 4, 5]), over: [0.1, 0, .nan, -1, 0.1])
        #expect(missing.rows == [0])
    }

    @Test func metaLabelsSayWhetherASidePaid() throws {
        let returns = try HorizonReturn(to: 1).labels(.close([100, 101, 99, 100, 100.05]))
        let meta = try returns.metaLabels(sides: [1, 1, -1, 0, 1], cost: 0.001)
        #expect(meta.rows == [0, 1, 2])
        #expect(meta.values == [1, 0, 0])
        #expect(meta.ends == [1, 2, 3])
        #expect(throws: LearningError.self) { _ = try returns.metaLabels(sides: [1]) }
    }

    @Test func missingPricesHaveNoLabel() throws {
        let labels = try HorizonReturn(to: 1).labels(.close([1, .nan, 3, 4, 0, 5, -1, 2, .infinity]))
        #expect(labels.rows == [2])
        let none = try HorizonReturn(to: 1).labels(.close([.nan, .nan, .nan]))
        #expect(none.count == 0)
    }

    @Test func horizonsBeyondTheDataAreRefused() throws {
        #expect(
            throws: LearningError.tooFewSamples(
                found: 6, needed: 7, purpose: "a return that ends 6 rows after a decision")
        ) { _ = try HorizonReturn(to: 6).labels(.close(HorizonReturnTests.close)) }
        let prices = LabelPrices.nextOpen(open: HorizonReturnTests.open, close: HorizonReturnTests.close)
        #expect(try HorizonReturn(to: 4).labels(prices).count == 1)
        #expect(throws: LearningError.self) { _ = try HorizonReturn(to: 5).labels(prices) }
        #expect(throws: LearningError.self) { _ = try HorizonReturn(to: .max).labels(prices) }
        #expect(throws: LearningError.self) { _ = try HorizonReturn(to: 0).labels(prices) }
        #expect(throws: LearningError.self) { _ = try HorizonReturn(from: -1, to: 2).labels(prices) }
        #expect(throws: LearningError.self) {
            _ = try HorizonReturn(to: 1).labels(.nextOpen(open: [1], close: [1, 2]))
        }
        #expect(throws: LearningError.self) { _ = try HorizonReturn(to: 1).labels(.close([1, 2]), over: [1]) }
        #expect(throws: LearningError.self) { _ = try HorizonReturn(to: 1).labels(.close([])) }
    }

    @Test func labelsOfOnesOwnAreChecked() {
        #expect(throws: LearningError.self) { _ = try LabelSeries(rows: [1, 1], ends: [2, 2], values: [0, 0]) }
        #expect(throws: LearningError.self) { _ = try LabelSeries(rows: [-1], ends: [2], values: [0]) }
        #expect(throws: LearningError.self) { _ = try LabelSeries(rows: [3], ends: [2], values: [0]) }
        #expect(throws: LearningError.labelNotFinite(sample: 0)) {
            _ = try LabelSeries(rows: [3], ends: [3], values: [.nan])
        }
        #expect(throws: LearningError.self) { _ = try LabelSeries(rows: [3], ends: [3, 4], values: [0]) }
    }
}
