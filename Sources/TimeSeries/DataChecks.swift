import Core

/// Looks for what S5–S11 speak of in the rows of one instrument, as they stand in their source.
///
/// Nothing is mended and nothing refused: a check reads rows that a load may refuse.
public struct DataChecks: Sendable {
    /// The most places that a finding names.
    public static let mostPlaces = 5

    /// The calendar that the rows are held against.
    public var calendar: TradingCalendar
    /// The length of a bar in nanoseconds; `nil` is the most frequent step.
    public var barLength: Int64?
    /// The least number of bars with one and the same close that count as stale.
    public var staleBars: Int

    /// Checks against a calendar.
    ///
    /// - Parameter staleBars: The least number of bars with the same four prices in a row that count as stale.
    public init(calendar: TradingCalendar, barLength: Int64? = nil, staleBars: Int = 5) {
        self.calendar = calendar
        self.barLength = barLength
        self.staleBars = max(2, staleBars)
    }

    /// All findings, in the order of `DataFinding.Kind`.
    public func findings(in rows: BarRows) -> [DataFinding] {
        guard rows.count > 0 else { return [] }
        var findings = [duplicates(rows), order(rows), enclosure(rows), missing(rows), price(rows), volume(rows)]
        // What looks at neighbours in time needs them in order, each once, and with prices.
        var ordered = rows
        let sorted = rows.stamps.indices.sorted { (rows.stamps[$0], $0) < (rows.stamps[$1], $1) }
        let kept = sorted.indices.filter { place in
            let row = sorted[place]
            if place > 0, rows.stamps[row] == rows.stamps[sorted[place - 1]] { return false }
            return !rows.close[row].isNaN
        }.map { sorted[$0] }
        if kept.count != rows.count || sorted != Array(rows.stamps.indices) { ordered.keep(kept) }
        if ordered.count > 0 {
            findings += [stale(ordered), split(ordered), unit(ordered)]
            findings += SessionChecks(checks: self, rows: ordered).findings()
        }
        return findings.compactMap { $0 }.sorted { order(of: $0.kind) < order(of: $1.kind) }
    }

    private func order(of kind: DataFinding.Kind) -> Int { DataFinding.Kind.allCases.firstIndex(of: kind) ?? 0 }

    /// A finding at rows; `nil` where there are none.
    func finding(
        _ kind: DataFinding.Kind, _ severity: DataFinding.Severity, at places: [Int], in rows: BarRows,
        count: Int? = nil, _ text: (String) -> String
    ) -> DataFinding? {
        guard let first = places.first else { return nil }
        return DataFinding(
            kind: kind, severity: severity, count: count ?? places.count,
            places: places.prefix(DataChecks.mostPlaces).map {
                DataFinding.Place(sourceRow: rows.sourceRow($0), stamp: rows.stampText($0))
            }, text: text(rows.stampText(first)))
    }

    // MARK: - Rows by themselves

    private func duplicates(_ rows: BarRows) -> DataFinding? {
        // Equal stamps need not be neighbours: a block of rows may be pasted twice.
        let sorted = rows.stamps.indices.sorted { (rows.stamps[$0], $0) < (rows.stamps[$1], $1) }
        let doubles = zip(sorted, sorted.dropFirst()).filter { rows.stamps[$0] == rows.stamps[$1] }.map(\.1).sorted()
        return finding(.duplicate, .error, at: doubles, in: rows) {
            "\(doubles.count) \(doubles.count == 1 ? "row has" : "rows have") a stamp that was there before, first \($0)"
        }
    }

    private func order(_ rows: BarRows) -> DataFinding? {
        let steps = rows.stamps.indices.dropFirst().filter { rows.stamps[$0] < rows.stamps[$0 - 1] }
        return finding(.order, .error, at: steps, in: rows) {
            steps.count == rows.count - 1 && steps.count > 1
                ? "the rows run newest first"
                : "\(steps.count) \(steps.count == 1 ? "step" : "steps") back in time, first to \($0)"
        }
    }

    private func enclosure(_ rows: BarRows) -> DataFinding? {
        let wrong = rows.content == .bars ? rows.stamps.indices.filter { rows.enclosureFault($0) } : []
        return finding(.ohlc, .error, at: wrong, in: rows) { stamp in
            "\(wrong.count) \(wrong.count == 1 ? "row has" : "rows have") a high or low that does not enclose the other "
                + "prices, first \(stamp) with \(rows.enclosureText(wrong[0]))"
        }
    }

    private func missing(_ rows: BarRows) -> DataFinding? {
        let missing = rows.stamps.indices.filter {
            (rows.open[$0] + rows.high[$0] + rows.low[$0] + rows.close[$0]).isNaN
        }
        return finding(.nan, .error, at: missing, in: rows) {
            "\(missing.count) \(missing.count == 1 ? "row lacks" : "rows lack") a price, first \($0)"
        }
    }

    private func price(_ rows: BarRows) -> DataFinding? {
        let low = rows.stamps.indices.filter { rows.low[$0] <= 0 || rows.close[$0] <= 0 }
        return finding(.price, .warning, at: low, in: rows) {
            "\(low.count) \(low.count == 1 ? "row has" : "rows have") a price at or below zero, first \($0)"
        }
    }

    private func volume(_ rows: BarRows) -> DataFinding? {
        guard rows.content == .bars else { return nil }
        let zero = rows.stamps.indices.filter { rows.volume[$0] == 0 }
        let unknown = rows.volume.count { $0.isNaN }
        if unknown == rows.count {
            return finding(.zeroVolume, .note, at: [0], in: rows, count: rows.count) { _ in
                "there is no volume: it is taken as unknown and limits nothing"
            }
        }
        if zero.count == rows.count {
            return finding(.zeroVolume, .warning, at: zero, in: rows) { _ in
                "the volume is zero throughout: it is taken as unknown and limits nothing"
            }
        }
        return finding(.zeroVolume, .warning, at: zero, in: rows) {
            "\(zero.count) \(zero.count == 1 ? "bar has" : "bars have") no volume and fill nothing, first \($0)"
        }
    }

    // MARK: - Neighbours in time

    private func stale(_ rows: BarRows) -> DataFinding? {
        var starts: [Int] = []
        var bars = 0
        var start = 0
        for row in 1...rows.count {
            if row < rows.count, rows.close[row] == rows.close[start], rows.open[row] == rows.open[start],
                rows.high[row] == rows.high[start], rows.low[row] == rows.low[start]
            {
                continue
            }
            if row - start >= staleBars {
                starts.append(start)
                bars += row - start
            }
            start = row
        }
        return finding(.stale, .warning, at: starts, in: rows) {
            "\(starts.count) \(starts.count == 1 ? "stretch" : "stretches") of \(staleBars) and more bars with the same "
                + "prices (\(bars) bars), first from \($0)"
        }
    }

    private func split(_ rows: BarRows) -> DataFinding? {
        let suspects = SplitSearch.suspects(in: rows)
        return finding(.split, .warning, at: suspects.map(\.row), in: rows) { stamp in
            "\(suspects.count) \(suspects.count == 1 ? "step" : "steps") between closes like those of a split that was not "
                + "adjusted for, first \(stamp): \(suspects[0].text)"
        }
    }

    private func unit(_ rows: BarRows) -> DataFinding? {
        let jumps = rows.stamps.indices.dropFirst().filter { row in
            let ratio = rows.close[row] / rows.close[row - 1]
            return (ratio > 50 && ratio < 200) || (ratio > 0.005 && ratio < 0.02)
        }
        return finding(.unit, .warning, at: jumps, in: rows) { stamp in
            let ratio = rows.close[jumps[0]] / rows.close[jumps[0] - 1]
            return
                "\(jumps.count) \(jumps.count == 1 ? "jump" : "jumps") between closes by about a hundred, like those of "
                + "another unit (pence and pounds), first \(stamp): \(ratio > 1 ? "times" : "divided by") "
                + "\(((ratio > 1 ? ratio : 1 / ratio) * 10).rounded() / 10)"
        }
    }
}
