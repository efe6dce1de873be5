/// Finds columns by the mapping of the options, else by the names that files use.
struct ColumnResolver {
    let path: String
    let line: Int
    let names: [String]
    let mapping: [ColumnUse: String]
    /// Whether names of prices are to be taken as symbols.
    var hasWideLayout = false
    private let normalized: [String]

    init(path: String, line: Int, names: [String], mapping: [ColumnUse: String]) {
        self.path = path
        self.line = line
        self.names = names
        self.mapping = mapping
        normalized = names.map { ColumnUse.normalized($0) }
    }

    /// The field of a use; `nil` where there is none.
    func find(_ use: ColumnUse) throws(DataError) -> Int? {
        if let wanted = mapping[use] {
            if let place = place(of: wanted) { return place }
            throw .header(
                path: path, line: line,
                .noColumn(
                    wanted: use.rawValue, named: wanted, names: names,
                    nearest: NearestNames.of(wanted, among: names)))
        }
        if use == .size, names.count == 0 { return nil }
        let taken = Set(mapping.values.map { ColumnUse.normalized($0) })
        for synonym in use.synonyms {
            let places = normalized.indices.filter { normalized[$0] == synonym && !taken.contains(synonym) }
            if places.count > 1 { throw .header(path: path, line: line, .twice(name: names[places[1]])) }
            if let place = places.first { return place }
        }
        return nil
    }

    /// Whether there is a column or a pair for a use.
    func has(_ use: ColumnUse) throws(DataError) -> Bool {
        if try pair(use) != nil { return true }
        return try find(use) != nil
    }

    /// The two fields of `mid(a, b)`; `nil` where the mapping does not say so.
    func pair(_ use: ColumnUse) throws(DataError) -> (Int, Int)? {
        guard let wanted = mapping[use], wanted.hasPrefix("mid("), wanted.hasSuffix(")") else { return nil }
        let parts = wanted.dropFirst(4).dropLast().split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard parts.count == 2 else {
            throw .option(
                path: path,
                .badValue(key: "columns.\(use.rawValue)", found: wanted, allowed: "mid(FIRST, SECOND)"))
        }
        var fields: [Int] = []
        for part in parts {
            guard let place = place(of: part) else {
                throw .header(
                    path: path, line: line,
                    .noColumn(
                        wanted: use.rawValue, named: part, names: names,
                        nearest: NearestNames.of(part, among: names)))
            }
            fields.append(place)
        }
        return (fields[0], fields[1])
    }

    /// The field of the time of day, where it stands apart from the date.
    ///
    /// - Returns: The field, and the field of the date where that is not the one found for the stamp.
    func timeOfDay(besides stamp: Int) throws(DataError) -> (time: Int, date: Int?)? {
        if mapping[.timeOfDay] != nil { return try find(.timeOfDay).map { ($0, nil) } }
        guard mapping[.time] == nil else { return nil }
        // "Date" and "Time" side by side: the stamp was found as one of them.
        guard let date = normalized.firstIndex(of: "date"), let time = normalized.firstIndex(of: "time"),
            stamp == date || stamp == time
        else { return nil }
        return (time, date)
    }

    /// The failure to find a use.
    func absent(_ use: ColumnUse) -> DataError {
        let nearest = names.filter { name in
            let known = ColumnUse.normalized(name)
            return use.synonyms.contains { synonym in
                known.contains(synonym) && synonym.utf8.count > 2
                    || NearestNames.edits(Array(known.utf8), Array(synonym.utf8)) == 1 && synonym.utf8.count > 3
            }
        }
        return .header(
            path: path, line: line, .noColumn(wanted: use.rawValue, named: nil, names: names, nearest: nearest))
    }

    /// The field of a name without regard to case, or of a number from 1.
    private func place(of wanted: String) -> Int? {
        let key = wanted.lowercased()
        if let exact = names.firstIndex(where: { $0.lowercased() == key }) { return exact }
        if let loose = normalized.firstIndex(of: ColumnUse.normalized(wanted)), !normalized[loose].isEmpty {
            return loose
        }
        guard let number = Int(wanted), number >= 1, number <= names.count else { return nil }
        return number - 1
    }
}
