/// A value of an external series.
struct ExternalValue: Hashable {
    /// The time that it is of, nanoseconds UTC.
    var event: Int64
    /// The time from which it was known, nanoseconds UTC.
    var available: Int64
    /// The value.
    var value: Double
}

/// What is seen of the values of an external series at some instants.
struct ExternalJoin {
    /// One nanosecond before each value was known, from which a bar that holds it runs; the begin of the data for a value
    /// that was known before.
    private(set) var start: [Int64] = []
    /// The first instant at which it is seen.
    private(set) var end: [Int64] = []
    /// The value.
    private(set) var values: [Double] = []
    /// Values that came after one of a later time: what was known already is newer.
    private(set) var outdatedCount = 0
    /// Values that were followed by another before they could be seen.
    private(set) var replacedCount = 0
    /// Values that were known after the last instant.
    private(set) var lateCount = 0

    /// Joins values, in the order of their file, with ascending instants.
    ///
    /// At an instant the value is seen that is of the latest time among those known by then; of several values of one time
    /// the one that was known last, and of those the last in the file.
    ///
    /// - Parameter begin: The begin of the data, before the first instant.
    /// - Complexity: O(n log n) for n values, and O(m) for m instants.
    init(_ given: [ExternalValue], at instants: [Int64], begin: Int64) {
        let order = given.indices.sorted {
            let (a, b) = (given[$0], given[$1])
            return (a.available, a.event, $0) < (b.available, b.event, $1)
        }
        var latest = Int64.min
        var next = 0
        for place in order {
            let row = given[place]
            if row.event < latest {
                outdatedCount += 1
                continue
            }
            latest = row.event
            while next < instants.count, instants[next] < row.available { next += 1 }
            guard next < instants.count else {
                lateCount += 1
                continue
            }
            if end.last == instants[next] {
                replacedCount += 1
                start[start.count - 1] = max(begin, row.available - 1)
                values[values.count - 1] = row.value
            } else {
                start.append(max(begin, row.available - 1))
                end.append(instants[next])
                values.append(row.value)
            }
        }
    }
}
