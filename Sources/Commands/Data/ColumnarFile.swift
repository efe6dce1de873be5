import DataSources
import Foundation
import TimeSeries

/// A file of columns, told by the ending of its name, which is read and written by way of CSV.
struct ColumnarFile {
    /// How it is written.
    enum Format {
        /// Apache Parquet.
        case parquet
        /// A stream of Apache Arrow's messages.
        case arrow
    }

    /// Its path.
    let path: String
    private let format: Format

    /// A file whose ending says that it holds columns; `nil` for any other.
    init?(_ path: String) {
        switch path.split(separator: ".").last?.lowercased() {
        case "parquet", "pq": format = .parquet
        case "arrow", "arrows", "ipc", "feather": format = .arrow
        default: return nil
        }
        self.path = path
    }

    /// Writes its rows as CSV to a file of that name in a folder.
    ///
    /// Times come out as they are in the file: with an offset where it says that they are UTC, else on a wall clock.
    func unpack(to name: String, in folder: URL) throws(CommandFailure) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure(.data, DataError.file(path: path, .missing).description)
        }
        guard !isFolder.boolValue else {
            throw CommandFailure(.data, DataError.file(path: path, .directory).description)
        }
        let duckdb = try DuckDB(folder: folder, for: path)
        let link = folder.appendingPathComponent("columns")
        do {
            try? FileManager.default.removeItem(at: link)
            try FileManager.default.createSymbolicLink(
                at: link, withDestinationURL: URL(fileURLWithPath: path).absoluteURL)
        } catch {
            throw CommandFailure(.failed, "\(path): error: cannot be read: \(error.localizedDescription)")
        }
        let rows =
            switch format {
            case .parquet: "read_parquet('columns', hive_partitioning=false, union_by_name=false)"
            case .arrow: "read_arrow('columns')"
            }
        try duckdb.run(
            load + "COPY (SELECT * FROM \(rows)) TO 'rows.csv' (FORMAT csv, HEADER, DELIMITER ',')", for: path)
        do {
            try FileManager.default.moveItem(
                at: folder.appendingPathComponent("rows.csv"), to: folder.appendingPathComponent(name))
        } catch {
            throw CommandFailure(.failed, "\(path): error: cannot be read: \(error.localizedDescription)")
        }
    }

    /// Writes bars to it; the old file stays until the new one is complete.
    ///
    /// Dates become dates, other times instants in UTC: to the microsecond, or, where one is finer, to the nanosecond and
    /// without the word UTC, which no type of the format has for them.
    func write(_ series: [BarSeries], options: BarWriteOptions, in folder: URL) throws(CommandFailure) {
        let duckdb = try DuckDB(folder: folder, for: path)
        let rows = folder.appendingPathComponent("bars.csv")
        var writing = options
        writing.zone = nil
        writing.delimiter = ","
        do throws(DataError) {
            try BarWriter.write(series, to: rows.path, options: writing)
        } catch {
            throw CommandFailure(ExitStatus(error), error.description.replacing(rows.path, with: path))
        }
        let isFine = series.contains { one in
            one.start.contains { $0 % 1_000 != 0 } || one.end.contains { $0 % 1_000 != 0 }
        }
        let types = try names(of: rows).map { name in
            let type =
                switch name {
                case "date": "DATE"
                case "timestamp": isFine ? "TIMESTAMP_NS" : "TIMESTAMPTZ"
                case "symbol": "VARCHAR"
                default: "DOUBLE"
                }
            return "'\(name.replacing("'", with: "''"))': '\(type)'"
        }
        let source =
            "read_csv('bars.csv', header=true, delim=',', quote='\"', escape='\"', auto_detect=false, columns={"
            + types.joined(separator: ", ") + "})"
        let how =
            switch format {
            case .parquet: "FORMAT parquet, COMPRESSION zstd"
            case .arrow: "FORMAT arrows"
            }
        try duckdb.run(load + "COPY (SELECT * FROM \(source)) TO 'packed' (\(how))", for: path)
        try replace(with: folder.appendingPathComponent("packed"))
    }

    private var load: String {
        switch format {
        case .parquet: ""
        case .arrow: "LOAD nanoarrow; "
        }
    }

    /// The names in the first line of a CSV file of ours.
    private func names(of file: URL) throws(CommandFailure) -> [String] {
        guard let handle = FileHandle(forReadingAtPath: file.path) else {
            throw CommandFailure(.failed, "\(path): error: cannot be written: no rows were made for it")
        }
        defer { try? handle.close() }
        var names: [String] = []
        var name = ""
        var isQuoted = false
        var head = Data()
        while !head.contains(10), let more = try? handle.read(upToCount: 1 << 16), !more.isEmpty { head += more }
        let line = String(decoding: head.prefix { $0 != 10 }, as: UTF8.self)
        var before: Character = ","
        for character in line {
            switch character {
            case "\"":
                // The second of two quotes belongs to the name.
                if !isQuoted, before == "\"" { name.append(character) }
                isQuoted.toggle()
            case "," where !isQuoted:
                names.append(name)
                name = ""
            default: name.append(character)
            }
            before = character
        }
        return names + [name]
    }

    private func replace(with file: URL) throws(CommandFailure) {
        let part = "\(path).\(getpid()).part"
        do {
            try? FileManager.default.removeItem(atPath: part)
            try FileManager.default.copyItem(atPath: file.path, toPath: part)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw CommandFailure(.failed, "\(path): error: cannot be written: \(error.localizedDescription)")
        }
        guard rename(part, path) == 0 else {
            let words = String(cString: strerror(errno))
            try? FileManager.default.removeItem(atPath: part)
            throw CommandFailure(.failed, "\(path): error: cannot be written: \(words)")
        }
    }
}
