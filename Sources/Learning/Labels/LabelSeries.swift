/// What is to be predicted at some rows of one instrument, each with the row at which it is known (S66).
///
/// Rows without a label (too near the end of the data, or next to a missing price) are not in it.
public struct LabelSeries: Sendable, Equatable {
    /// The rows at which a decision is taken, ascending; shape `[n]`.
    public let rows: [Int]
    /// The last row that each label looks at, at or after its row: the label is known when that row is complete.
    public let ends: [Int]
    /// The labels, finite; shape `[n]`.
    public let values: [Double]

    /// Labels of one's own.
    ///
    /// - Throws: `LearningError.shape` where the counts differ; `.parameter` for rows that do not ascend, or labels that
    ///   end before their row; `.labelNotFinite`.
    public init(rows: [Int], ends: [Int], values: [Double]) throws(LearningError) {
        guard rows.count == ends.count, rows.count == values.count else {
            throw .shape(
                found: "\(rows.count) rows, \(ends.count) ends and \(values.count) labels",
                needed: "as many of each")
        }
        for place in rows.indices {
            guard rows[place] > (place == 0 ? -1 : rows[place - 1]) else {
                throw .parameter(
                    name: "the row of label \(place)", found: "\(rows[place])", allowed: "above those before it")
            }
            guard ends[place] >= rows[place] else {
                throw .parameter(
                    name: "the end of label \(place)", found: "row \(ends[place])",
                    allowed: "at or after its row, \(rows[place])")
            }
            guard values[place].isFinite else { throw .labelNotFinite(sample: place) }
        }
        self.init(checkedRows: rows, ends: ends, values: values)
    }

    init(checkedRows rows: [Int], ends: [Int], values: [Double]) {
        self.rows = rows
        self.ends = ends
        self.values = values
    }

    /// How many labels there are.
    public var count: Int { rows.count }

    /// The labels for which a condition holds, replaced by what it gives; those for which it gives `nil` are left out.
    ///
    /// A label that is not finite is left out too.
    public func compactMap(_ change: (_ place: Int) -> Double?) -> LabelSeries {
        var (rows, ends, values): ([Int], [Int], [Double]) = ([], [], [])
        for place in self.rows.indices {
            guard let value = change(place), value.isFinite else { continue }
            rows.append(self.rows[place])
            ends.append(self.ends[place])
            values.append(value)
        }
        return LabelSeries(checkedRows: rows, ends: ends, values: values)
    }
}
