internal import Glibc

/// A record reduced to cells of half an hour, whose weighted sums give every moment.
///
/// A cell holds 30 one-minute returns, so that sums over 5 and 30 minutes from the day's first return lie in one. A resample
/// of cells is a vector of weights: how often each cell was drawn.
struct MomentCells: Sendable {
    /// One-minute returns of a cell.
    static let width = 30
    /// Lags of absolute returns.
    static let lags = [1, 10, 60]
    /// Where groups of columns begin: five powers at three scales, |r|, four sums a lag, volume, trades, signs.
    private enum Column {
        static let absolute = 15
        static let lags = 16
        static let volume = 28
        static let trades = 30
        static let signs = 32
        static let signLags = 35
        static let count = signLags + 2 * CalibrationMoment.signLags.count
    }

    /// The number of cells.
    private(set) var count = 0
    /// The number of days.
    private(set) var days = 0
    /// Columns of sums, cell by cell.
    private var sums: [Double] = []
    /// Spreads of minutes, ascending.
    private var spreads: [(value: Double, cell: Int32)] = []

    /// The cells of days.
    init(_ days: [CalibrationDay]) {
        for day in days where !day.returns.isEmpty { add(day) }
        spreads.sort { $0.value < $1.value }
    }

    private mutating func add(_ day: CalibrationDay) {
        let first = count
        let cells = (day.returns.count + MomentCells.width - 1) / MomentCells.width
        count += cells
        days += 1
        sums.append(contentsOf: [Double](repeating: 0, count: cells * Column.count))
        func cell(_ minute: Int) -> Int { first + min(minute / MomentCells.width, cells - 1) }
        sums.withUnsafeMutableBufferPointer { sums in
            func credit(_ cell: Int, _ column: Int, _ values: Double...) {
                let base = cell * Column.count + column
                for (offset, value) in values.enumerated() { sums[base + offset] += value }
            }
            for (place, scale) in [1, 5, 30].enumerated() {
                for start in stride(from: 0, through: day.returns.count - scale, by: scale) {
                    var sum = 0.0
                    for minute in start..<(start + scale) { sum += day.returns[minute] }
                    let square = sum * sum
                    credit(cell(start), 5 * place, 1, sum, square, square * sum, square * square)
                }
            }
            let absolute = day.returns.map { abs($0) }
            for (minute, value) in absolute.enumerated() { credit(cell(minute), Column.absolute, value) }
            for (place, lag) in MomentCells.lags.enumerated() {
                for minute in stride(from: lag, to: absolute.count, by: 1) {
                    let (now, before) = (absolute[minute], absolute[minute - lag])
                    credit(cell(minute), Column.lags + 4 * place, 1, now * before, now, before)
                }
            }
            for (minute, value) in day.volumes.enumerated() where !value.isNaN {
                credit(cell(minute), Column.volume, 1, value)
            }
            for (minute, value) in day.trades.enumerated() { credit(cell(minute), Column.trades, 1, value) }
            for (trade, sign) in day.signs.enumerated() {
                let base = cell(Int(day.signMinutes[trade])) * Column.count
                let value = Double(sign)
                sums[base + Column.signs] += 1
                sums[base + Column.signs + 1] += value
                sums[base + Column.signs + 2] += value * value
                for (offset, lag) in CalibrationMoment.signLags.enumerated() {
                    if lag > trade { break }
                    sums[base + Column.signLags + 2 * offset] += 1
                    sums[base + Column.signLags + 2 * offset + 1] += value * Double(day.signs[trade - lag])
                }
            }
        }
        for (minute, value) in day.spreads.enumerated() where !value.isNaN {
            spreads.append((value, Int32(cell(minute))))
        }
    }

    /// Means by cell of absolute returns, volume, trades and spreads, as far as there are any, from which the dependence of
    /// cells is judged.
    var means: [[Double]] {
        var series = [(Column.absolute, 0), (Column.volume + 1, Column.volume), (Column.trades + 1, Column.trades)].map
        {
            sum, number in
            (0..<count).map { sums[$0 * Column.count + sum] / sums[$0 * Column.count + number] }
        }
        var (spread, minutes) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for (value, cell) in spreads {
            spread[Int(cell)] += value
            minutes[Int(cell)] += 1
        }
        series.append(zip(spread, minutes).map { $0 / $1 })
        return series.filter { $0.allSatisfy(\.isFinite) }
    }

    /// Moments; NaN for one that the cells do not give.
    ///
    /// - Parameter weights: How often each cell counts; `nil` for once.
    func values(of moments: [CalibrationMoment], weights: [Double]? = nil) -> [Double] {
        var total = [Double](repeating: 0, count: Column.count)
        for cell in 0..<count {
            let weight = weights?[cell] ?? 1
            if weight == 0 { continue }
            let base = cell * Column.count
            for column in 0..<Column.count { total[column] += weight * sums[base + column] }
        }
        return moments.map { moment in
            switch moment {
            case .deviation: deviation(total)
            case .kurtosis1: kurtosis(total, 0)
            case .kurtosis5: kurtosis(total, 1)
            case .kurtosis30: kurtosis(total, 2)
            case .clustering1: clustering(total, 0)
            case .clustering10: clustering(total, 1)
            case .clustering60: clustering(total, 2)
            case .spread: medianSpread(weights)
            case .volume: total[Column.volume + 1] / total[Column.volume]
            case .trades: total[Column.trades + 1] / total[Column.trades]
            case .signExponent: signExponent(total)
            }
        }
    }

    /// How many values a moment rests on: returns, sums, pairs, minutes or trades.
    func observations(of moment: CalibrationMoment) -> Int {
        func sum(_ column: Int) -> Int {
            (0..<count).reduce(0) { $0 + Int(sums[$1 * Column.count + column]) }
        }
        return switch moment {
        case .deviation, .kurtosis1: sum(0)
        case .kurtosis5: sum(5)
        case .kurtosis30: sum(10)
        case .clustering1: sum(Column.lags)
        case .clustering10: sum(Column.lags + 4)
        case .clustering60: sum(Column.lags + 8)
        case .spread: spreads.count
        case .volume: sum(Column.volume)
        case .trades: sum(Column.trades)
        case .signExponent: sum(Column.signLags + 2 * (CalibrationMoment.signLags.count - 1))
        }
    }

    private func deviation(_ total: [Double]) -> Double {
        let mean = total[1] / total[0]
        return max(0, total[2] / total[0] - mean * mean).squareRoot()
    }

    private func kurtosis(_ total: [Double], _ place: Int) -> Double {
        let n = total[5 * place]
        let raw = (1...4).map { total[5 * place + $0] / n }
        let mean = raw[0]
        let square = raw[1] - mean * mean
        guard square > 1e-12 * raw[1] else { return .nan }
        let fourth = raw[3] - 4 * mean * raw[2] + 6 * mean * mean * raw[1] - 3 * mean * mean * mean * mean
        return fourth / (square * square) - 3
    }

    private func clustering(_ total: [Double], _ place: Int) -> Double {
        let mean = total[Column.absolute] / total[0]
        let variance = total[2] / total[0] - mean * mean
        guard variance > 1e-12 * mean * mean else { return .nan }
        let base = Column.lags + 4 * place
        let pairs = total[base]
        let product = total[base + 1] - mean * (total[base + 2] + total[base + 3]) + pairs * mean * mean
        return product / pairs / variance
    }

    /// The first spread, in ascending order, up to which half the weight lies; between two where it is exactly half.
    private func medianSpread(_ weights: [Double]?) -> Double {
        let half = spreads.reduce(0.0) { $0 + (weights?[Int($1.cell)] ?? 1) } / 2
        var sum = 0.0
        var lower: Double?
        for (value, cell) in spreads {
            let weight = weights?[Int(cell)] ?? 1
            if weight == 0 { continue }
            if let lower { return (lower + value) / 2 }
            sum += weight
            if sum > half { return value }
            if sum == half { lower = value }
        }
        return .nan
    }

    private func signExponent(_ total: [Double]) -> Double {
        let n = total[Column.signs]
        let mean = total[Column.signs + 1] / n
        let variance = total[Column.signs + 2] / n - mean * mean
        guard variance > 0 else { return .nan }
        var (x, y): ([Double], [Double]) = ([], [])
        for (place, lag) in CalibrationMoment.signLags.enumerated() {
            let pairs = total[Column.signLags + 2 * place]
            guard pairs > 0 else { return .nan }
            let correlation = (total[Column.signLags + 2 * place + 1] / pairs - mean * mean) / variance
            x.append(log(Double(lag)))
            y.append(log(max(1e-3, correlation)))
        }
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        let product = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        return -product / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    }
}
