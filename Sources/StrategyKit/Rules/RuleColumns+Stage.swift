import Core
import Indicators
import TimeSeries

extension RuleColumns {
    /// The columns of one clock.
    struct Stage {
        private(set) var columns: [RuleColumn]
        /// For each bar of a timeframe, the end of the bar of the data at which it is known; empty for the bars of the
        /// data.
        private let known: [Int64]
        /// The first bar at which everything is warm; the number of bars where none is.
        private(set) var firstWarm: Int

        private let count: Int
        /// The last two slots that were compared, since crossings come in pairs.
        private var compared: (a: Int, b: Int, result: (above: BitColumn, below: BitColumn, defined: BitColumn))?
        private let series: BarSeries
        /// The bars of a timeframe.
        private let frames: [Bar]?
        private let store: ColumnStore
        private let instrument: Int
        private let stage: RuleStage

        /// Evaluates a stage on a series, or on the windows of it that the stage's timeframe asks for.
        init(_ stage: RuleStage, series: BarSeries, instrument: Int, links: [RuleColumn], store: ColumnStore) {
            self.stage = stage
            self.series = series
            self.instrument = instrument
            self.store = store
            if let timeframe = stage.clock.timeframe {
                var bars: [Bar] = []
                var known: [Int64] = []
                var windows = BarWindows(timeframe, calendar: series.calendar)
                for index in 0..<series.count {
                    windows.add(series[index]) {
                        bars.append($0)
                        known.append(series.end[index])
                    }
                }
                (frames, self.known, count) = (bars, known, bars.count)
            } else {
                (frames, known, count) = (nil, [], series.count)
            }
            columns = [RuleColumn](repeating: .absent, count: stage.slotCount)
            firstWarm = min(count, max(0, stage.warmUp.first))
            for constant in stage.constants { columns[Int(constant.slot)] = .constant(constant.value) }
            for step in stage.operations where !stage.dependsOnAccount[Int(step.result)] { evaluate(step, links) }
        }

        private mutating func evaluate(_ step: RuleOperation, _ links: [RuleColumn]) {
            let (a, b, c) = (Int(step.a), Int(step.b), Int(step.c))
            let result: RuleColumn
            switch step.code {
            case .open, .high, .low, .close, .volume: result = kept(step) { price(step.code) }
            case .typical, .middle, .average:
                result = kept(step) { bars.map { RuleOperation.price(step.code, $0) } }
            case .timeOfDay: result = kept(step) { bars.map { RuleOperation.timeOfDay($0, series.calendar) } }
            case .weekday: result = kept(step) { dates.map { Double($0.weekday) } }
            case .sessionStart:
                result = kept(step) {
                    let dates = dates
                    return dates.indices.map { $0 == 0 || dates[$0] != dates[$0 - 1] ? 1 : 0 }
                }
            case .position, .entryPrice, .barsHeld, .profit: return
            case .not:
                let (holds, defined) = columns[a].condition(count: count)
                result = .condition(holds: defined.excluding(holds), defined: defined)
            case .negate, .absolute, .squareRoot, .logarithm, .exponential, .sign:
                result = kept(step, [a]) { numbers(a).map { RuleOperation.unary(step.code, $0) } }
            case .select:
                result = kept(step, [a, b, c]) {
                    let (a, b, c) = (numbers(a), numbers(b), numbers(c))
                    return a.indices.map { RuleOperation.select(a[$0], b[$0], c[$0]) }
                }
            case .lag: result = lagged(a, by: b, step)
            case .crossesAbove, .crossesBelow:
                let (above, below, defined) = comparing(a, b)
                let side = step.code == .crossesAbove ? above : below
                result = .crossing(holds: side.onsets(where: defined), comparable: defined)
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
                let (above, below, defined) = comparing(a, b)
                let holds =
                    switch step.code {
                    case .less: below
                    case .lessOrEqual: defined.excluding(above)
                    case .greater: above
                    case .greaterOrEqual: defined.excluding(below)
                    case .equal: defined.excluding(above | below)
                    default: above | below
                    }
                result = .condition(holds: holds, defined: defined)
            case .and, .or:
                let (x, y) = (columns[a].condition(count: count), columns[b].condition(count: count))
                let defined = x.defined & y.defined
                result = .condition(
                    holds: step.code == .and ? x.holds & y.holds : (x.holds | y.holds) & defined, defined: defined)
            case .indicator: return evaluate(stage.indicators[a])
            case .link: result = links[a]
            case .add, .subtract, .multiply, .divide, .remainder, .least, .greatest:
                result = kept(step, [a, b]) {
                    let (a, b) = (numbers(a), numbers(b))
                    return a.indices.map { RuleOperation.binary(step.code, a[$0], b[$0]) }
                }
            }
            columns[Int(step.result)] = result
        }

        private mutating func evaluate(_ indicator: RuleStage.Indicator) {
            let inputs = indicator.inputs.map { Int($0) }
            let declaration = indicator.declaration
            func compute() -> [[Double]] { declaration.columns(indicator.parameters, inputs.map { numbers($0) }) }
            let outputs: [ColumnStore.Entry]
            if let operands = operands(inputs) {
                outputs = store.entries(
                    declaration.outputs.map { output in
                        key(
                            .indicator(declaration.name, output: output), operands.ids,
                            indicator.parameters.map(\.bitPattern) + operands.numbers)
                    }, compute)
            } else {
                outputs = compute().map { ColumnStore.Entry(id: nil, values: $0, defined: BitColumn.defined($0)) }
            }
            for (place, output) in outputs.enumerated() {
                columns[Int(indicator.firstOutput) + place] = .numbers(output)
            }
        }

        /// Where one slot is above another, and where below; and where both are defined.
        private mutating func comparing(
            _ a: Int, _ b: Int
        ) -> (above: BitColumn, below: BitColumn, defined: BitColumn) {
            if let compared, compared.a == a, compared.b == b { return compared.result }
            let result = RuleColumn.comparing(columns[a], columns[b], count: count)
            compared = (a, b, result)
            return result
        }

        /// The column some bars later.
        private func lagged(_ slot: Int, by lag: Int, _ step: RuleOperation) -> RuleColumn {
            switch columns[slot] {
            case .condition, .crossing:
                let (holds, defined) = columns[slot].condition(count: count)
                return .condition(holds: holds.delayed(by: lag), defined: defined.delayed(by: lag))
            default: break
            }
            return kept(step, [slot], number: UInt64(lag)) {
                [Double](repeating: .nan, count: min(lag, count)) + numbers(slot).prefix(max(0, count - lag))
            }
        }

        /// A column of numbers from the store, or computed and, where its operands are known there, kept.
        private func kept(
            _ step: RuleOperation, _ slots: [Int] = [], number: UInt64? = nil, _ compute: () -> [Double]
        ) -> RuleColumn {
            if let operands = operands(slots) {
                let key = key(.operation(step.code), operands.ids, operands.numbers + (number.map { [$0] } ?? []))
                if let entry = store.entries([key], { [compute()] }).first { return .numbers(entry) }
            }
            let values = compute()
            return .numbers(ColumnStore.Entry(id: nil, values: values, defined: BitColumn.defined(values)))
        }

        /// What a column's operands are called in the store; `nil` where one is not there.
        ///
        /// A constant stands as −1, with its bits among the numbers.
        private func operands(_ slots: [Int]) -> (ids: [Int], numbers: [UInt64])? {
            var ids: [Int] = []
            var numbers: [UInt64] = []
            for slot in slots {
                switch columns[slot] {
                case .numbers(let column):
                    guard let id = column.id else { return nil }
                    ids.append(id)
                case .constant(let value):
                    ids.append(-1)
                    numbers.append(value.bitPattern)
                case .condition, .crossing, .absent: return nil
                }
            }
            return (ids, numbers)
        }

        private func key(_ source: ColumnStore.Key.Source, _ operands: [Int], _ numbers: [UInt64]) -> ColumnStore.Key {
            ColumnStore.Key(
                instrument: instrument, timeframe: stage.clock.timeframe, source: source, numbers: numbers,
                operands: operands)
        }

        private func numbers(_ slot: Int) -> [Double] { columns[slot].values(count: count) }

        private var bars: [Bar] { frames ?? (0..<series.count).map { series[$0] } }

        private func price(_ code: RuleOperation.Code) -> [Double] {
            if let frames {
                return frames.map { bar in
                    switch code {
                    case .open: bar.open
                    case .high: bar.high
                    case .low: bar.low
                    case .close: bar.close
                    default: bar.volume
                    }
                }
            }
            return switch code {
            case .open: series.open
            case .high: series.high
            case .low: series.low
            case .close: series.close
            default: series.volume
            }
        }

        private var dates: [CivilDate] {
            let calendar = series.calendar
            var session = 0
            return bars.map { bar in
                while session < calendar.sessions.count, calendar.sessions[session].close <= bar.start { session += 1 }
                return session < calendar.sessions.count
                    ? calendar.sessions[session].date : calendar.zone.localDate(at: bar.start)
            }
        }

        /// A column as the bars of another series see it: at each bar's end the last value known.
        func aligned(_ slot: Int32, to other: BarSeries) -> RuleColumn {
            if case .constant = columns[Int(slot)], frames == nil, other.end == series.end { return columns[Int(slot)] }
            let column = numbers(Int(slot))
            let values = places(for: other).map { $0 < 0 ? .nan : column[$0] }
            return .numbers(ColumnStore.Entry(id: nil, values: values, defined: BitColumn.defined(values)))
        }

        /// The first bar of another series at which this clock is warm; the number of its bars where none is.
        func firstWarm(seenFrom other: BarSeries) -> Int {
            places(for: other).firstIndex { $0 >= firstWarm } ?? other.count
        }

        private func places(for other: BarSeries) -> [Int] {
            let known = frames == nil ? series.end : known
            var place = -1
            return other.end.map { end in
                while place + 1 < known.count, known[place + 1] <= end { place += 1 }
                return place
            }
        }

        /// Finds the first warm bar of a base clock from those of the clocks that it reads.
        mutating func findFirstWarmBar(inner: [Int]) {
            let warmUp = stage.warmUp
            let linked = inner.max() ?? 0
            let afterLinks = warmUp.afterLinks < 0 ? linked : linked + warmUp.afterLinks
            firstWarm = min(count, max(firstWarm, afterLinks))
        }
    }
}
