import Foundation
import Indicators
import TestSupport
import Testing

@Suite struct FractionalDifferencingTests {
    private static func column(_ values: [Double], period: Int, order: Double) -> [Double] {
        var difference = FractionalDifferencing(period: period, order: order)
        return values.map { difference.update($0) }
    }

    @Test(
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"),
        arguments: [(0.4, 282), (0.75, 79)])
    func valuesEqualTheOracle(order: Double, period: Int) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/fractional_difference_spy.csv"))
        let close = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv")).numbers("spy")
        let column = FractionalDifferencingTests.column(close.map { log($0) }, period: period, order: order)
        for (place, value) in table.numbers("ffd_\(order)").enumerated() {
            let ours = column[place * 5]
            #expect(ours.isNaN == value.isNaN)
            // The sums run in another order than mlfinpy's: 282 terms of size below 6.
            #expect(ours.isNaN || abs(ours - value) <= 5e-15, "row \(place * 5)")
        }
    }

    @Test func wholeOrdersAreDifferences() {
        let values = [1.0, 4, 9, 16, 25, 36]
        let first = FractionalDifferencingTests.column(values, period: 2, order: 1)
        #expect(first[0].isNaN && Array(first.dropFirst()) == [3, 5, 7, 9, 11])
        let second = FractionalDifferencingTests.column(values, period: 3, order: 2)
        #expect(second.prefix(2).allSatisfy(\.isNaN) && Array(second.dropFirst(2)) == [2, 2, 2, 2])
        #expect(FractionalDifferencingTests.column(values, period: 1, order: 0.4) == values)
    }
}
