import Core
import Foundation
public import Reports
public import Statistics

/// Metrics and equity of several runs, side by side.
public struct RunComparison: Sendable {
    /// One run's figures.
    public struct Column: Sendable {
        /// The run.
        public var run: RunRecord
        /// What tells it apart: its study's name, and its folder where several have that name.
        public var title: String
        /// First and last instant, ISO 8601.
        public var period: (from: String, to: String)
        /// Bars on which a decision could be taken.
        public var bars: Int
        /// Equity at the start.
        public var initialEquity: Double
        /// Equity at the end.
        public var finalEquity: Double
        /// The figures by id; those that the run could not give are missing.
        public var values: [String: Double]
        /// Equity by instant, ISO 8601, as `equity.csv` has it.
        public var curve: [(time: String, equity: Double)]
    }

    /// One metric over all runs.
    public struct Row: Sendable {
        /// The metric.
        public var metric: MetricDeclaration
        /// Its value in each run; `nil` where there is none.
        public var values: [Double?]
    }

    /// The runs in the order asked for.
    public let columns: [Column]
    /// The metrics that some run has, in the order of the catalogue.
    public let rows: [Row]
    /// What makes the runs hard to compare: other data, other periods.
    public let notes: [String]

    /// The part of `result.json` that is read.
    private struct Result: Decodable {
        struct Period: Decodable {
            var from: String
            var to: String
            var bars: Int
        }
        struct Equity: Decodable {
            var initial: Double
            var final: Double
        }
        struct Metric: Decodable {
            var value: Double?
        }
        var schema: String
        var period: Period
        var equity: Equity
        var metrics: [String: Metric]
    }

    /// Reads the results of runs.
    public init(_ runs: [RunRecord]) throws(RunRecordError) {
        var columns: [Column] = []
        for run in runs {
            let isAlone = runs.count { $0.name == run.name } == 1
            columns.append(try RunComparison.column(run, title: isAlone ? run.name : run.path))
        }
        self.columns = columns
        rows = MetricCatalogue.all.compactMap { metric in
            let values = columns.map { $0.values[metric.id] }
            return values.contains { $0 != nil } ? Row(metric: metric, values: values) : nil
        }
        var notes: [String] = []
        if columns.contains(where: { $0.run.dataHash != columns[0].run.dataHash }) {
            notes.append("the runs are on different data")
        }
        if columns.contains(where: { $0.period != columns[0].period }) {
            notes.append("the runs cover different periods")
        }
        if columns.contains(where: { $0.run.version != columns[0].run.version }) {
            notes.append("the runs were made by different versions")
        }
        self.notes = notes
    }

    private static func column(_ run: RunRecord, title: String) throws(RunRecordError) -> Column {
        let result: Result
        do {
            result = try JSONDecoder().decode(Result.self, from: try run.bytes("result.json"))
        } catch let error as RunRecordError {
            throw error
        } catch {
            throw RunRecordError(path: "\(run.path)/result.json", reason: "this is no result of a run")
        }
        guard result.schema == ResultDocument.schema else {
            throw RunRecordError(
                path: "\(run.path)/result.json",
                reason: "the schema is '\(result.schema)'; this version reads \(ResultDocument.schema)")
        }
        return Column(
            run: run, title: title, period: (result.period.from, result.period.to), bars: result.period.bars,
            initialEquity: result.equity.initial, finalEquity: result.equity.final,
            values: result.metrics.compactMapValues(\.value), curve: try curve(run))
    }

    private static func curve(_ run: RunRecord) throws(RunRecordError) -> [(time: String, equity: Double)] {
        let lines = try run.text("equity.csv").split(separator: "\n")
        let names = lines.first?.split(separator: ",").map { String($0) } ?? []
        guard let time = names.firstIndex(of: "time") ?? names.firstIndex(of: "date"),
            let equity = names.firstIndex(of: "equity")
        else {
            throw RunRecordError(path: "\(run.path)/equity.csv", reason: "it has no columns time and equity")
        }
        return lines.dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == names.count, let value = Double(cells[equity]) else { return nil }
            return (String(cells[time]), value)
        }
    }
}

extension RunComparison {
    /// The comparison as JSON, `backtest.comparison/1`.
    public var document: JSONValue {
        [
            "schema": "backtest.comparison/1",
            "runs": .array(
                columns.map { column in
                    [
                        "path": .string(column.run.path), "name": .string(column.run.name),
                        "from": .string(column.period.from), "to": .string(column.period.to),
                        "bars": .integer(column.bars), "data": .string(column.run.dataHash),
                        "config": .string(column.run.configHash), "events": .string(column.run.eventsHash),
                        "initial_equity": .number(column.initialEquity), "final_equity": .number(column.finalEquity),
                    ]
                }),
            "metrics": .object(
                rows.map { row in
                    .init(row.metric.id, .array(row.values.map { $0.map { .number($0) } ?? .null }))
                }),
            "curves": curvesDocument,
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    /// Equity by instant; the instants once where those of all runs are the same, else with each run.
    private var curvesDocument: JSONValue {
        func times(_ column: Column) -> JSONValue { .array(column.curve.map { .string($0.time) }) }
        let isShared = columns.allSatisfy { column in
            column.curve.lazy.map(\.time).elementsEqual(columns[0].curve.lazy.map(\.time))
        }
        return [
            "times": isShared ? columns.first.map { times($0) } ?? .null : .null,
            "runs": .array(
                columns.map { column in
                    [
                        "times": isShared ? .null : times(column),
                        "equity": .array(column.curve.map { .number($0.equity) }),
                    ]
                }),
        ]
    }

    /// Equity at the last instant of each year, or of each month where the runs span two years or less.
    ///
    /// A run that has none in one has `nil` there.
    public var periodEnds: (isMonthly: Bool, rows: [(period: String, equity: [Double?])]) {
        let days = columns.map { $0.curve.map { RunComparison.day(of: $0.time) } }
        let all = days.joined()
        guard let first = all.min(), let last = all.max() else { return (false, []) }
        let isMonthly = last - first <= 731
        var ends: [String: [Double?]] = [:]
        for (place, column) in columns.enumerated() {
            for (day, point) in zip(days[place], column.curve) {
                let period = day.description.prefix(isMonthly ? 7 : 4)
                ends[String(period), default: Array(repeating: nil, count: columns.count)][place] = point.equity
            }
        }
        return (isMonthly, ends.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// The day that is over or under way at an instant: midnight belongs to the day before, a date to itself.
    private static func day(of time: String) -> CivilDate {
        let days = days(time)
        let whole = days.rounded(.down)
        return CivilDate(daysSinceEpoch: Int32(whole) - (time.contains("T") && days == whole ? 1 : 0))
    }
}
