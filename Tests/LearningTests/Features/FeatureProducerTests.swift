import Foundation
import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing
import TimeSeries

@Suite struct FeatureProducerTests {
    static func producers() throws -> [any FeatureProducer] {
        [
            try Lag(0), try Lag(3), try Lag(200), try FractionalDifference(order: 0.4, width: .fixed(threshold: 0.02)),
            try FractionalDifference(order: 1), try FractionalDifference(order: 2.5, width: .fixed(threshold: 0.05)),
            try FractionalDifference(order: 0.6, width: .expanding(from: 7)),
            try FractionalDifference(order: 0.6, width: .expanding(from: 0)),
        ]
    }

    /// S75: what comes later changes nothing; the warm-up is as stated.
    @Test(arguments: 0..<20 as Range<UInt64>) func columnsArePrefixInvariant(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "features")
        let values = (0..<120).map { _ in random.below(40) == 0 && seed % 2 == 1 ? Double.nan : random.uniform() }
        let cut = random.below(121)
        for producer in try FeatureProducerTests.producers() {
            let whole = producer.column(values)
            #expect(whole.count == values.count)
            let early = producer.column(Array(values.prefix(cut)))
            let other = producer.column(values.prefix(cut) + values.dropFirst(cut).map { -9 * $0 })
            for row in 0..<cut {
                #expect(early[row].bitPattern == whole[row].bitPattern, "seed \(seed), row \(row), \(producer)")
                #expect(other[row].bitPattern == whole[row].bitPattern, "seed \(seed), row \(row), \(producer)")
            }
            if seed % 2 == 0 {
                for row in whole.indices {
                    #expect(whole[row].isNaN == (row < producer.warmUp), "seed \(seed), row \(row), \(producer)")
                }
            }
            #expect(producer.column([]).isEmpty)
        }
    }

    @Test func lagsLookBack() throws {
        let column = try Lag(2).column([1, .infinity, 3, 4])
        #expect(column[0].isNaN && column[1].isNaN && column[3].isNaN)
        #expect(column[2] == 1)
        #expect(throws: LearningError.parameter(name: "lag", found: "-1", allowed: "0 rows or more")) {
            _ = try Lag(-1)
        }
    }

    @Test func columnsAreNamedAndOfOneLength() throws {
        var columns = FeatureColumns(rows: 3)
        try columns.append("price", [1, 2, 3])
        try columns.append("price 1 row ago", Lag(1), of: [1, 2, 3])
        #expect(columns.names == ["price", "price 1 row ago"])
        #expect(columns.warmUp == 1)
        #expect(columns.matrix.rows(1..<3) == (try Matrix(columns: [[2, 3], [1, 2]])))
        #expect(throws: LearningError.self) { try columns.append("price", [1, 2, 3]) }
        #expect(throws: LearningError.self) { try columns.append("volume", [1, 2]) }
        #expect(FeatureColumns(rows: 0).matrix.rows == 0)
    }
}

@Suite struct FractionalDifferenceTests {
    @Test(
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"),
        arguments: [(0.4, 282), (0.75, 79)])
    func columnsEqualTheOracle(order: Double, count: Int) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/fractional_difference_spy.csv"))
        let close = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv")).numbers("spy")
        let difference = try FractionalDifference(order: order)
        #expect(difference.weights.count == count)
        #expect(difference.warmUp == count - 1)
        let column = difference.column(close.map { log($0) })
        let expected = table.numbers("ffd_\(order)")
        #expect(expected.count == 429)
        for (place, value) in expected.enumerated() {
            let ours = column[place * 5]
            #expect(ours.isNaN == value.isNaN)
            // The sums run in another order than mlfinpy's: 282 terms of size below 6.
            #expect(ours.isNaN || abs(ours - value) <= 5e-15, "row \(place * 5)")
        }
    }

    @Test func wholeOrdersAreDifferences() throws {
        let values = [1.0, 4, 9, 16, 25, 36]
        #expect(try FractionalDifference(order: 0).column(values) == values)
        #expect(try FractionalDifference(order: 1).weights == [1, -1])
        #expect(try Array(FractionalDifference(order: 1).column(values).dropFirst()) == [3, 5, 7, 9, 11])
        #expect(try FractionalDifference(order: 2).weights == [1, -2, 1])
        #expect(try Array(FractionalDifference(order: 2).column(values).dropFirst(2)) == [2, 2, 2, 2])
        // The expanding form starts from the first value: 1, 4 − 1, then as the fixed one.
        #expect(try FractionalDifference(order: 1, width: .expanding(from: 0)).column(values) == [1, 3, 5, 7, 9, 11])
    }

    @Test func badInputIsRefused() {
        for order in [-0.5, .nan, .infinity] {
            #expect(throws: LearningError.self) { _ = try FractionalDifference(order: order) }
        }
        for threshold in [0, -1, 1, .nan, 1e-18] {
            #expect(throws: LearningError.self) {
                _ = try FractionalDifference(order: 0.1, width: .fixed(threshold: threshold))
            }
        }
        #expect(throws: LearningError.self) { _ = try FractionalDifference(order: 0.1, width: .expanding(from: -1)) }
    }
}
