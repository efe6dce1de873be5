public import Core
import Glibc

extension PointJournal {
    var settledFolder: String { folder + "/settled" }

    /// Reads the heads of what is settled.
    func openSettled(_ keys: Keys) throws(IngestError) {
        try FolderMaking.make(settledFolder)
        let open = Set(segments.map(\.number))
        var paths: [Int: String] = [:]
        for (number, path) in try PointJournal.numbered(in: settledFolder, ending: ".points") { paths[number] = path }
        var numbers = Set(paths.keys)
        for (number, _) in try PointJournal.numbered(in: settledFolder, ending: ".bars") { numbers.insert(number) }
        // One that is open has an index only because the program ended before it was moved, or was moved back by hand.
        for number in numbers.subtracting(open).sorted() {
            let path = settledFolder + "/" + PointJournal.name(number) + ".bars"
            if BarIndexFile(path) == nil, let points = paths[number] { try makeIndex(of: points, at: path, keys) }
            guard let index = BarIndexFile(path) else { throw .index(path: path) }
            settled.append(Settled(number: number, path: paths[number], index: index))
        }
    }

    private func makeIndex(of points: String, at path: String, _ keys: Keys) throws(IngestError) {
        let bytes = try FileBytes.read(points)
        var index = BarIndex()
        var offset = 0
        bytes.withUnsafeBytes { bytes in
            while let (records, next) = JournalFrame.read(bytes, at: offset) {
                index.enter(keys(records), offset: offset, arrival: records.map(\.received).max() ?? .distantPast)
                offset = next
            }
        }
        if offset < bytes.count { throw .damaged(path: points, offset: offset) }
        try FileBytes.replace(path, with: index.bytes)
    }

    /// The last start of a bar that was made of points in a settled segment.
    public var settledThrough: Timestamp {
        Timestamp(nanoseconds: settled.map(\.index.lastMade).max() ?? .min)
    }

    /// Whether there is a segment before a number that is not settled, nor the one that is written to.
    public func hasUnsettled(before number: Int) -> Bool {
        segments.count > 1 && segments[0].number < number
    }

    /// Settles the segments before a number, but never the one that is written to.
    ///
    /// Whoever calls it has made the bars of all their points durable.
    public func settle(before number: Int) throws(IngestError) {
        for segment in segments.dropLast() where segment.number < number {
            let base = settledFolder + "/" + PointJournal.name(segment.number)
            try FileBytes.replace(base + ".bars", with: segment.index.bytes)
            guard rename(segment.path, base + ".points") == 0 else { throw .system(segment.path) }
            try FolderMaking.sync(settledFolder)
            try FolderMaking.sync(folder)
            guard let index = BarIndexFile(base + ".bars") else { throw .index(path: base + ".bars") }
            settled.append(Settled(number: segment.number, path: base + ".points", index: index))
            drop(before: segment.number + 1)
        }
    }

    /// Deletes the points of settled segments that arrived before an instant; their index stays, for a point of one of their
    /// bars can only be refused.
    public func letGo(before instant: Timestamp) throws(IngestError) {
        for place in settled.indices where settled[place].index.latestArrival < instant.nanoseconds {
            guard let path = settled[place].path else { continue }
            guard unlink(path) == 0 || errno == ENOENT else { throw .system(path) }
            settled[place].path = nil
        }
    }

    /// The bars of settled segments that were not made when their points arrived, for they were ahead.
    public func ahead() throws(IngestError) -> Set<BarKey> {
        var keys = Set<BarKey>()
        for place in settled.indices { keys.formUnion(try settled[place].index.ahead()) }
        for segment in segments {
            for (key, places) in segment.index.places where places.contains(where: \.isAhead) { keys.insert(key) }
        }
        return keys
    }
}
