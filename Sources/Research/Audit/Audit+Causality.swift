import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

extension Audit {
    /// Replaces the future at cuts and compares everything before them (S74).
    func causality(
        of base: AuditBench.Recording, _ bench: inout AuditBench, _ go: (Int) throws(StudyError) -> Void
    ) throws(StudyError) -> CausalityResult {
        var result = CausalityResult()
        // What was recorded visited every bar; the run itself may go from event to event (S78).
        let fast = try bench.runFast(study.data.panel, like: base)
        result.hasFastPath = fast.run.isFast
        let signals = try bench.signals(study.data.panel)
        for (number, step) in cuts(of: fast).enumerated() {
            let cut = Timestamp(nanoseconds: base.tape.times[step])
            result.cuts.append(cut)
            for future in AlteredFuture.allCases {
                var random = RandomStream(seed: options.seed, name: "audit.\(future.rawValue)", index: UInt64(number))
                let panel = future.applied(to: study.data.panel, after: cut, &random)
                let other = try bench.record(panel)
                var difference = try firstDifference(base, other, on: panel, through: step, &bench)
                if difference == nil {
                    difference = try fastDifference(fast, on: panel, through: step, &bench)
                }
                if difference == nil, let signals {
                    difference = try signalDifference(signals, fast, on: panel, through: step, &bench)
                }
                try go(bench.runCount)
                if let difference {
                    result.findings.append(.init(cut: cut, future: future, difference: difference))
                }
            }
        }
        return result
    }

    /// The steps after which the future is replaced: half of them where something was decided, where a look ahead would
    /// show at once, half anywhere, so that a strategy that never trades is looked at too.
    private func cuts(of base: AuditBench.Recording) -> [Int] {
        let last = base.tape.times.count - 2
        guard last >= 0, options.cuts > 0 else { return [] }
        var random = RandomStream(seed: options.seed, name: "audit.cuts")
        var decided: [Int] = []
        for event in base.run.log {
            guard case .submitted = event.body, Int(event.step) <= last, decided.last != Int(event.step) else {
                continue
            }
            decided.append(Int(event.step))
        }
        var chosen: [Int] = []
        for number in 0..<options.cuts {
            if number % 2 == 0, !decided.isEmpty {
                chosen.append(decided.remove(at: random.below(decided.count)))
            } else {
                chosen.append(random.below(last + 1))
            }
        }
        var distinct: [Int] = []
        for step in chosen.sorted() where distinct.last != step { distinct.append(step) }
        return distinct
    }

    /// The first value or event through a step in which two runs differ; `nil` where they agree.
    ///
    /// - Parameters:
    ///   - panel: The bars of the other run.
    ///   - original: The bars of the first; by default those of the study.
    func firstDifference(
        _ base: AuditBench.Recording, _ other: AuditBench.Recording, on panel: Panel, through step: Int,
        of original: Panel? = nil, _ bench: inout AuditBench
    ) throws(StudyError) -> AuditDifference? {
        let value = firstValue(base, other, through: step)
        let event = firstEvent(base, other, through: step, bench)
        if let value, value <= event?.step ?? .max {
            let (difference, dependsOnAccount) = try explain(
                value, on: panel, of: original ?? study.data.panel, base, &bench)
            // What is computed at a step comes before what is decided there, but after what was filled on the way: a
            // position that differs is the work of the fill.
            if !dependsOnAccount || value != event?.step { return difference }
        }
        guard let event else { return nil }
        return AuditDifference(
            time: event.time, step: event.step, kind: .decision(expected: event.expected, found: event.found),
            cause: event.cause(strategy: study.plan.name))
    }

    private func firstValue(
        _ base: AuditBench.Recording, _ other: AuditBench.Recording, through step: Int
    ) -> Int? {
        let (a, b) = (base.tape.fingerprints, other.tape.fingerprints)
        let count = min(a.count, step + 1)
        return (0..<count).first { $0 >= b.count || a[$0] != b[$0] }
    }

    /// Names the first column that differs at a step.
    private func explain(
        _ step: Int, on panel: Panel, of original: Panel, _ base: AuditBench.Recording, _ bench: inout AuditBench
    ) throws(StudyError) -> (difference: AuditDifference, dependsOnAccount: Bool) {
        let expected = try bench.record(original, keeping: step..<step + 1).tape.rows.first ?? []
        let found = try bench.record(panel, keeping: step..<step + 1).tape.rows.first ?? []
        let time = Timestamp(nanoseconds: base.tape.times[step])
        let place = expected.indices.first { place in
            place >= found.count
                || (expected[place] != found[place] && !(expected[place].isNaN && found[place].isNaN))
        }
        guard let place, place < base.columns.count else {
            let difference = AuditDifference(
                time: time, step: step, kind: .value(column: "an input", expected: .nan, found: .nan),
                cause: "the inputs of \(study.plan.name) differ, but not in the same way twice: it is not repeatable")
            return (difference, false)
        }
        let column = base.columns[place]
        let rules = column.rules.isEmpty ? "" : ", read by \(column.rules.joined(separator: ", "))"
        let difference = AuditDifference(
            time: time, step: step,
            kind: .value(
                column: column.name, expected: expected[place], found: place < found.count ? found[place] : .nan),
            cause: "\(column.name) of \(column.symbol)\(rules)")
        return (difference, column.dependsOnAccount)
    }

    /// Where two logs part.
    struct Parting {
        var step: Int
        var time: Timestamp
        var expected: String?
        var found: String?
        var decision: Event?

        /// Who did it: what a strategy sends is its own, what becomes of it is the market's.
        func cause(strategy: String) -> String {
            switch decision?.body {
            case .submitted(let order) where !order.request.reason.text.isEmpty:
                return "the strategy \(strategy), in its order '\(order.request.reason.text)'"
            case .submitted, .replaced, .cancelled(_, _, .asked): return "the strategy \(strategy), in its orders"
            default: return "the market's answer to equal orders: the engine"
            }
        }
    }

    /// The first event through a step in which two logs differ; `nil` where they agree.
    func firstEvent(
        _ base: AuditBench.Recording, _ other: AuditBench.Recording, through step: Int, _ bench: AuditBench
    ) -> Parting? {
        let a = base.run.log.filter { Int($0.step) <= step }
        let b = other.run.log.filter { Int($0.step) <= step }
        let (textA, textB) = (bench.text(a, of: base.run), bench.text(b, of: other.run))
        guard textA != textB else { return nil }
        let (linesA, linesB) = (textA.split(separator: 0x0a), textB.split(separator: 0x0a))
        let place = (0..<max(linesA.count, linesB.count)).first { place in
            place >= linesA.count || place >= linesB.count || linesA[place] != linesB[place]
        }
        guard let place else { return nil }
        func line(_ lines: [ArraySlice<UInt8>]) -> String? {
            place < lines.count ? String(decoding: lines[place], as: UTF8.self) : nil
        }
        // Of two different events the earlier one is news.
        let events = [place < a.count ? a[place] : nil, place < b.count ? b[place] : nil].compactMap { $0 }
        let first = events.min { $0.step < $1.step }
        return Parting(
            step: Int(first?.step ?? 0), time: first?.time ?? .distantPast, expected: line(linesA),
            found: line(linesB), decision: first)
    }
}
