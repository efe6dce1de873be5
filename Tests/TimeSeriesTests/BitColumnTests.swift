import Core
import Testing
import TimeSeries

/// Columns of bits, and searches over columns, against plain loops on lengths around the widths of instructions.
@Suite struct BitColumnTests {
    private static let lengths = [0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 200, 1_000]

    /// Values with many that are equal, some infinite and some undefined.
    private static func column(_ count: Int, _ random: inout RandomStream) -> [Double] {
        (0..<count).map { _ in
            switch random.below(20) {
            case 0: .nan
            case 1: .infinity
            case 2: -.infinity
            default: Double(random.below(5))
            }
        }
    }

    @Test(arguments: lengths) func comparisonsAreThoseOfAPlainLoop(count: Int) {
        var random = RandomStream(seed: UInt64(count), name: "bits")
        for _ in 0..<10 {
            let (a, b) = (Self.column(count, &random), Self.column(count, &random))
            let (above, below) = BitColumn.comparing(a, b)
            #expect(above == BitColumn(zip(a, b).map { $0 > $1 }) && below == BitColumn(zip(a, b).map { $0 < $1 }))
            for number in [2, Double.nan, .infinity] {
                let (above, below) = BitColumn.comparing(a, to: number)
                #expect(above == BitColumn(a.map { $0 > number }) && below == BitColumn(a.map { $0 < number }))
            }
            #expect(BitColumn.defined(a) == BitColumn(a.map { !$0.isNaN }))
        }
    }

    /// Rounding makes numbers equal that are not, overflows, and loses what is small: the doubles decide there.
    @Test(arguments: lengths) func comparisonsByRoundedValuesAreThoseOfAPlainLoop(count: Int) {
        var random = RandomStream(seed: UInt64(count), name: "rounded")
        let hard = [
            1, 1 + 1e-12, 1 - 1e-12, 1e300, 1e301, -1e300, .leastNonzeroMagnitude, .leastNormalMagnitude, 0, -0.0,
            16_777_217, 16_777_216, .nan,
            .infinity,
        ]
        for share in [0, 5, 100] {
            let (a, b) = (0..<count).reduce(into: ([Double](), [Double]())) { columns, _ in
                let plain = random.uniform() * 100
                let isHard = random.below(100) < share
                columns.0.append(isHard ? hard[random.below(hard.count)] : plain)
                columns.1.append(isHard ? hard[random.below(hard.count)] : plain + random.uniform() - 0.5)
            }
            let (above, below) = BitColumn.comparing((a, RoundedColumn(a)), (b, RoundedColumn(b)))
            #expect(above == BitColumn(zip(a, b).map { $0 > $1 }) && below == BitColumn(zip(a, b).map { $0 < $1 }))
        }
    }

    @Test(arguments: lengths) func combiningDelayingAndFindingAreThoseOfAPlainLoop(count: Int) {
        var random = RandomStream(seed: UInt64(count), name: "bits")
        let (a, b) = ((0..<count).map { _ in random.below(3) == 0 }, (0..<count).map { _ in random.below(9) == 0 })
        let (x, y) = (BitColumn(a), BitColumn(b))
        #expect((x & y) == BitColumn(zip(a, b).map { $0 && $1 }))
        #expect((x | y) == BitColumn(zip(a, b).map { $0 || $1 }))
        #expect(x.excluding(y) == BitColumn(zip(a, b).map { $0 && !$1 }))
        #expect(BitColumn(repeating: true, count: count) == BitColumn(a.map { _ in true }))
        #expect(x.trueCount == a.count { $0 } && x.isAnyTrue == a.contains(true))
        for bars in [0, 1, 5, 63, 64, 65, 130, 2_000] {
            let expected = a.indices.map { $0 >= bars && a[$0 - bars] }
            #expect(x.delayed(by: bars) == BitColumn(expected), "\(bars) bars")
        }
        let onsets = a.indices.map { a[$0] && $0 > 0 && b[$0 - 1] && !a[$0 - 1] }
        #expect(x.onsets(where: y) == BitColumn(onsets))
        for place in 0...count { #expect(y.first(from: place) == b.indices.first { $0 >= place && b[$0] } ?? count) }
    }

    @Test(arguments: lengths.dropFirst()) func searchesAreThoseOfAPlainLoop(count: Int) {
        var random = RandomStream(seed: UInt64(count), name: "search")
        for _ in 0..<50 {
            let a = Self.column(count, &random)
            let (x, y) = (random.below(count + 1), random.below(count + 1))
            let rows = min(x, y)..<max(x, y)
            let level = Double(random.below(5))
            let (cash, quantity) = (Double(random.below(9)), Double(random.below(5)) - 2)
            #expect(
                ColumnSearch.firstAtOrBelow(level, in: a, rows) == rows.first { !(a[$0] > level) } ?? rows.upperBound)
            #expect(
                ColumnSearch.firstAtOrAbove(level, in: a, rows) == rows.first { !(a[$0] < level) } ?? rows.upperBound)
            #expect(
                ColumnSearch.firstRuin(cash: cash, quantity: quantity, multiplier: 0.3, in: a, rows)
                    == rows.first { !(cash + quantity * a[$0] * 0.3 > 0) } ?? rows.upperBound)
            let defined = a.map { $0.isNaN ? 1 : $0 }
            if !rows.isEmpty {
                let (least, greatest) = ColumnSearch.extremes(in: defined, rows)
                #expect(least == defined[rows].min() && greatest == defined[rows].max())
            }
        }
    }
}
