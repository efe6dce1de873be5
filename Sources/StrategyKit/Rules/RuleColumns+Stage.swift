import Core
import Indicators
import TimeSeries

extension RuleColumns {
    /// The columns of one clock.
    struct Stage {
        private(set) var columns: [[Double]]
        /// For each bar of the clock, the end of the bar of the data at which it is known.
        private let known: [Int64]
        private(set) var warm: [Bool]

        /// Evaluates a stage on a series, or on the windows of it that the stage's timeframe asks for.
        init(_ stage: RuleStage, series: BarSeries, links: [[Double]]) {
            var bars: [Bar] = []
            var known: [Int64] = []
            if let timeframe = stage.clock.timeframe {
                var windows = BarWindows(timeframe, calendar: series.calendar)
                for index in 0..<series.count {
                    windows.add(series[index]) {
                        bars.append($0)
                        known.append(series.end[index])
                    }
                }
            } else {
                bars = (0..<series.count).map { series[$0] }
                known = series.end
            }
            self.known = known
            columns = [[Double]](repeating: [], count: stage.slotCount)
            warm = bars.indices.map { $0 >= stage.warmUp.first }
            let count = bars.count
            for constant in stage.constants {
                columns[Int(constant.slot)] = [Double](repeating: constant.value, count: count)
            }
            for step in stage.operations where !stage.dependsOnAccount[Int(step.result)] {
                evaluate(step, stage, bars, links, series.calendar)
            }
        }

        private mutating func evaluate(
            _ step: RuleOperation, _ stage: RuleStage, _ bars: [Bar], _ links: [[Double]], _ calendar: TradingCalendar
        ) {
            let count = bars.count
            let (a, b, c) = (Int(step.a), Int(step.b), Int(step.c))
            var result: [Double]
            switch step.code {
            case .open: result = bars.map(\.open)
            case .high: result = bars.map(\.high)
            case .low: result = bars.map(\.low)
            case .close: result = bars.map(\.close)
            case .volume: result = bars.map(\.volume)
            case .typical, .middle, .average: result = bars.map { RuleOperation.price(step.code, $0) }
            case .timeOfDay: result = bars.map { RuleOperation.timeOfDay($0, calendar) }
            case .weekday: result = Stage.dates(bars, calendar).map { Double($0.weekday) }
            case .sessionStart:
                let dates = Stage.dates(bars, calendar)
                result = dates.indices.map { $0 == 0 || dates[$0] != dates[$0 - 1] ? 1 : 0 }
            case .position, .entryPrice, .barsHeld, .profit: return
            case .negate, .absolute, .squareRoot, .logarithm, .exponential, .sign, .not:
                result = columns[a].map { RuleOperation.unary(step.code, $0) }
            case .select:
                result = (0..<count).map { RuleOperation.select(columns[a][$0], columns[b][$0], columns[c][$0]) }
            case .lag:
                result = [Double](repeating: .nan, count: min(b, count)) + columns[a].prefix(max(0, count - b))
            case .crossesAbove, .crossesBelow:
                result = (0..<count).map { index in
                    guard index > 0 else { return .nan }
                    return RuleOperation.crosses(
                        isAbove: step.code == .crossesAbove, columns[a][index], columns[b][index],
                        before: columns[a][index - 1], columns[b][index - 1])
                }
            case .indicator:
                let indicator = stage.indicators[a]
                let outputs = indicator.declaration.columns(
                    indicator.parameters, indicator.inputs.map { columns[Int($0)] })
                for (place, output) in outputs.enumerated() { columns[Int(indicator.firstOutput) + place] = output }
                return
            case .link: result = links[a]
            default: result = (0..<count).map { RuleOperation.binary(step.code, columns[a][$0], columns[b][$0]) }
            }
            columns[Int(step.result)] = result
        }

        private static func dates(_ bars: [Bar], _ calendar: TradingCalendar) -> [CivilDate] {
            var session = 0
            return bars.map { bar in
                while session < calendar.sessions.count, calendar.sessions[session].close <= bar.start { session += 1 }
                return session < calendar.sessions.count
                    ? calendar.sessions[session].date : calendar.zone.localDate(at: bar.start)
            }
        }

        /// A column as the bars of another series see it: at each bar's end the last value known.
        func aligned(_ slot: Int32, to series: BarSeries) -> [Double] {
            let column = columns[Int(slot)]
            return places(for: series).map { $0 < 0 ? .nan : column[$0] }
        }

        /// Whether this clock is warm, as the bars of another series see it.
        func alignedWarm(to series: BarSeries) -> [Bool] {
            places(for: series).map { $0 >= 0 && warm[$0] }
        }

        private func places(for series: BarSeries) -> [Int] {
            var place = -1
            return series.end.map { end in
                while place + 1 < known.count, known[place + 1] <= end { place += 1 }
                return place
            }
        }

        /// Finds the warm bars of a base clock from those of the clocks that it reads.
        mutating func findWarmBars(_ warmUp: RuleStage.WarmUp, inner: [[Bool]]) {
            var linked = 0
            warm = warm.indices.map { index in
                let isLinked = inner.allSatisfy { $0[index] }
                if warmUp.afterLinks >= 0, linked > 0 || isLinked { linked += 1 }
                return index >= warmUp.first && isLinked && (warmUp.afterLinks < 0 || linked > warmUp.afterLinks)
            }
        }
    }
}
