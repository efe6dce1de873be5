import Core
import Foundation
import Statistics
import TestSupport

/// A run made of a column of daily returns, and what other tools say of it.
struct OracleRun {
    let dates: [CivilDate]
    let returns: [Double]
    let benchmark: [Double]
    private let figures: [String: Any]

    /// Reads `statistics/input_NAME.csv` and `statistics/metrics_NAME.json`.
    init(_ name: String) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/statistics/input_\(name).csv"))
        dates = table.texts("date").map { parsedDate($0) }
        returns = table.numbers("ret")
        benchmark = table.numbers("bench")
        let data = try Data(
            contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/statistics/metrics_\(name).json")))
        figures = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// A figure by section and key; `nan` where there is none, so that no comparison passes by mistake.
    func figure(_ section: String, _ key: String) -> Double {
        ((figures[section] as? [String: Any])?[key] as? NSNumber)?.doubleValue ?? .nan
    }

    /// A figure of a list within a section.
    func figures(_ section: String, _ key: String) -> [Double] {
        let list = (figures[section] as? [String: Any])?[key] as? [Any] ?? []
        return list.map { ($0 as? NSNumber)?.doubleValue ?? .nan }
    }

    /// A figure of a table within a section.
    func figure(_ section: String, _ key: String, _ part: String) -> Double {
        let table = (figures[section] as? [String: Any])?[key] as? [String: Any]
        return (table?[part] as? NSNumber)?.doubleValue ?? .nan
    }

    static let empyrical = "empyrical-reloaded 0.7.1"
    static let quantstats = "quantstats 0.0.86"
    static let definitions = "first_principles"

    /// The run prepared, one bar a session, with 252 periods a year.
    func performance(riskFreePerYear: Double = 0) -> Performance {
        var input = dailyInput(returns: returns, dates: dates)
        var level = 100.0
        input.benchmark = benchmark.map {
            level *= 1 + $0
            return level
        }
        input.benchmarkInitial = 100
        input.riskFreePerYear = riskFreePerYear
        input.bootstrapResamples = 0
        return Performance(input)
    }
}

/// A date of `2006-01-03`.
func parsedDate(_ text: String) -> CivilDate {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2])
}

/// A run with one bar a session, each ending at midnight UTC after its date.
func dailyInput(
    equity: [Double], initial: Double, dates: [CivilDate], start: CivilDate? = nil, periodsPerYear: Double = 252,
    basis: String = "XNYS"
) -> PerformanceInput {
    let times = dates.map { Timestamp($0).nanoseconds }
    let from = start ?? ((dates.first ?? CivilDate(daysSinceEpoch: 0)) + -1)
    return PerformanceInput(
        start: Timestamp(from).nanoseconds, initialCapital: initial, times: times, equity: equity,
        sessionEnds: Array(1..<(equity.count + 1)), sessionDates: dates, periodsPerYear: periodsPerYear,
        periodsBasis: basis)
}

/// A run of daily returns from 100,000.
func dailyInput(returns: [Double], dates: [CivilDate]) -> PerformanceInput {
    var equity = 100_000.0
    return dailyInput(
        equity: returns.map {
            equity *= 1 + $0
            return equity
        }, initial: 100_000, dates: dates)
}

/// Consecutive days from 2020-01-01.
func days(_ count: Int) -> [CivilDate] {
    let first = CivilDate(year: 2020, month: 1, day: 1)
    return (0..<count).map { first + $0 }
}

extension Performance {
    /// The figure of a metric, `nan` where there is none.
    func figure(_ id: String) -> Double { value(id)?.value ?? .nan }

    /// A metric.
    func value(_ id: String) -> MetricValue? { MetricCatalogue.metric(id)?.evaluate(self) }
}
