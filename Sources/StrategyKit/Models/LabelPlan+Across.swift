import Learning

/// The labels of one instrument beside those of others.
public struct PanelLabels: Sendable {
    /// The labels.
    public var labels: LabelSeries
    /// When each is known, nanoseconds UTC, where that is later than its own last row; `nil` where it is not.
    public var knownAt: [Int64]?
}

/// Labels that are seen beside those of the other instruments.
///
/// - Verified by: `LabelsAcrossTests`.
extension LabelPlan {
    /// The labels of some instruments' rows, in their order; `nil` for one with fewer rows than a label needs.
    ///
    /// With `across` a label of an instant is known when those of all instruments with a bar that ends there are, as each
    /// has a share in it: instants of which one is still open give no labels, and an instrument that gives none at an
    /// instant, as for want of a width, holds the others up until its horizon is over. So what is known at a time does not
    /// change later (S66, S67). Instants with fewer than two labels say nothing about instruments beside each other, and
    /// give none.
    ///
    /// - Throws: As `labels(_:)`.
    public func labels(of rows: [FeatureRows]) throws(LearningError) -> [PanelLabels?] {
        var all: [PanelLabels?] = []
        for one in rows {
            guard one.count > reach else {
                all.append(nil)
                continue
            }
            all.append(PanelLabels(labels: try labels(one), knownAt: nil))
        }
        guard let across else { return all }
        var instants = Instants()
        for (place, one) in rows.enumerated() { instants.add(one, all[place]?.labels, at: place, reach: reach) }
        let beside = instants.values(across)
        return zip(rows, all).enumerated().map { place, pair in
            guard let own = pair.1?.labels else { return nil }
            let times = pair.0.times
            let found = own.rows.map { beside[times[$0]]?[place] }
            let labels = own.compactMap { found[$0]?.value }
            return PanelLabels(labels: labels, knownAt: found.compactMap { $0?.knownAt })
        }
    }
}

/// What instruments have as labels, instant by instant.
private struct Instants {
    private struct Label {
        let place: Int
        let value: Double
    }

    private struct Instant {
        var labels: [Label] = []
        var knownAt = Int64.min
        var isOpen = false
    }

    private var instants: [Int64: Instant] = [:]

    mutating func add(_ rows: FeatureRows, _ labels: LabelSeries?, at place: Int, reach: Int) {
        var next = 0
        for (row, time) in rows.times.enumerated() {
            var instant = instants[time] ?? Instant()
            if let labels, next < labels.count, labels.rows[next] == row {
                instant.labels.append(Label(place: place, value: labels.values[next]))
                instant.knownAt = max(instant.knownAt, rows.times[labels.ends[next]])
                next += 1
            } else if row + reach < rows.count {
                instant.knownAt = max(instant.knownAt, rows.times[row + reach])
            } else {
                instant.isOpen = true
            }
            instants[time] = instant
        }
    }

    /// The label of each instrument that has one, by instant and the instrument's place.
    func values(_ across: CrossSection) -> [Int64: [Int: (value: Double, knownAt: Int64)]] {
        instants.filter { !$0.value.isOpen && $0.value.labels.count > 1 }.mapValues { instant in
            let values = across.apply(instant.labels.map(\.value))
            return Dictionary(
                uniqueKeysWithValues: zip(instant.labels, values).map {
                    ($0.place, (value: $1, knownAt: instant.knownAt))
                })
        }
    }
}
