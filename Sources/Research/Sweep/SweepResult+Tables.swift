import Core
import ParameterSearch
public import Reports
import StrategyKit

/// The trials as text and columns.
extension SweepResult {
    /// As many bytes of a text are handed on at a time.
    private static let pieceSize = 1 << 20

    /// Hands the lines of `trials.csv` on in pieces.
    func writeCSV<Failure: Error>(_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var lines = CSVLine()
        for name in ["trial"] + plan.axes.map(\.name) + ["state"] + plan.columns.names + ["reason"] { lines.add(name) }
        lines.end()
        for place in 0..<trials.count {
            let number = Int(trials.numbers[place])
            lines.add(number)
            for value in plan.values(of: number) { lines.add(value) }
            lines.add(trials.states[place].name)
            for figure in trials.row(place) { lines.add(figure) }
            lines.add(trials.reasons[place] ?? "")
            lines.end()
            if lines.bytes.count > SweepResult.pieceSize {
                try write(lines.bytes)
                lines.removeAll()
            }
        }
        try write(lines.bytes)
    }

    /// Hands the lines of `trials.jsonl` on in pieces.
    func writeJSONLines<Failure: Error>(_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var lines: [UInt8] = []
        for place in 0..<trials.count {
            document(of: place).append(to: &lines)
            lines.append(UInt8(ascii: "\n"))
            if lines.count > SweepResult.pieceSize {
                try write(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        try write(lines)
    }

    /// A trial: its number, what it set, how it ended, and its figures.
    public func document(of place: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("trial", .integer(Int(trials.numbers[place]))), .init("set", settings(of: place)),
            .init("state", .string(trials.states[place].name)),
        ]
        if let reason = trials.reasons[place] {
            members.append(.init("reason", .string(reason)))
        } else {
            members.append(
                .init(
                    "metrics",
                    .object(
                        zip(plan.columns.names, trials.row(place)).map {
                            .init($0, $1.isNaN ? .null : .number($1))
                        })))
        }
        return .object(members)
    }

    /// What a trial set, by name; numbers as numbers.
    public func settings(of place: Int) -> JSONValue {
        let values = plan.values(of: Int(trials.numbers[place]))
        return .object(
            zip(plan.axes, values).map { axis, value in
                let shown: JSONValue =
                    switch SearchValue(yaml: value) {
                    case .whole(let whole): .integer(whole)
                    case .number(let number): .number(number)
                    case .word(let word): .string(word)
                    }
                return .init(axis.name, shown)
            })
    }

    /// `sweep.json`, schema `backtest.sweep/1`.
    public var document: JSONValue {
        let axes = plan.sweep.axes.map { axis -> JSONValue in
            ["name": .string(axis.name), "values": .string(axis.text.drop { $0 != "=" }.dropFirst().description)]
        }
        return [
            "schema": "backtest.sweep/1",
            "name": .string(plan.configuration.name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: plan.configuration.seed)),
            "method": .string(plan.sweep.method.rawValue),
            "axes": .array(axes),
            "constraints": .array(plan.sweep.constraints.map { .string($0) }),
            "objectives": .array(
                plan.objectives.map { ["metric": .string($0.id), "best": .string($0.isLower ? "lowest" : "highest")] }),
            "hashes": [
                "sweep": .string(hashes.sweep), "config": .string(hashes.config), "data": .string(hashes.data),
            ],
            "sessions": [
                "count": .integer(sessionDates.count),
                "from": sessionDates.first.map { .string($0.description) } ?? .null,
                "to": sessionDates.last.map { .string($0.description) } ?? .null,
            ],
            "test_period": plan.withheldFrom.map { .string($0) } ?? .null,
            "trials": [
                "count": .integer(trials.count), "finished": .integer(count(.finished)),
                "failed": .integer(count(.failed)), "timed_out": .integer(count(.timedOut)),
            ],
            "best": .array(
                plan.objectives.map { objective in
                    guard let place = ranked(by: objective, most: 1).first else { return .null }
                    return document(of: place)
                }),
            "pareto": plan.objectives.count < 2
                ? .null : .array(paretoFront.map { .integer(Int(trials.numbers[$0])) }),
            "failures": .array(
                failures.map { failure in
                    [
                        "reason": .string(failure.reason), "count": .integer(failure.count),
                        "first": .integer(failure.first),
                    ]
                }),
        ]
    }
}
