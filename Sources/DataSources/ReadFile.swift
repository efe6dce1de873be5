import Core
import TimeSeries

/// One file read into columns, before anything is sorted, dropped or mended.
struct ReadFile {
    let source: SourceBytes
    let header: HeaderLine
    let columns: ColumnPlan
    let parsed: ParsedRows
    let options: CSVReadOptions
    private let plan: RowPlan
    private let hash: SourceHash?

    /// Opens and reads a file.
    init(
        _ path: String, options: CSVReadOptions, wantsTicks: Bool = false,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws(DataError) {
        try self.init(SourceBytes.open(path), options: options, wantsTicks: wantsTicks, progress: progress)
    }

    /// Reads bytes that are at hand.
    init(
        _ source: SourceBytes, options: CSVReadOptions, wantsTicks: Bool = false,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws(DataError) {
        self.options = options
        self.source = source
        hash = options.hashesSources ? SourceHash(source) : nil
        var delimiter: UInt8?
        if let given = options.delimiter {
            guard let byte = given.asciiValue else {
                throw .option(
                    path: source.path,
                    .badValue(key: "delimiter", found: String(given), allowed: "one ASCII character"))
            }
            delimiter = byte
        }
        var header = try HeaderLine(source, delimiter: delimiter)
        if !options.columns.isEmpty, options.columns.values.allSatisfy({ Int($0) != nil }),
            ColumnPlan.looksLikeValues(header.names)
        {
            header = header.numbered()
        }
        self.header = header
        columns = try ColumnPlan(path: source.path, header: header, options: options, wantsTicks: wantsTicks)
        let form = try StampFormSearch(source: source, header: header, place: columns.stampPlace, options: options)
            .form()
        plan = RowPlan(
            uses: columns.uses, names: header.names, delimiter: header.delimiter, stampForm: form,
            valueCount: columns.valueCount)
        do throws(DataError) {
            parsed = try RowReader(
                source: source, header: header, plan: plan, threads: options.threads, progress: progress
            ).read()
        } catch {
            // What is wrong with half of a file says nothing.
            throw source.hasChanged ? .file(path: source.path, .changed) : error
        }
        guard !source.hasChanged else { throw .file(path: source.path, .changed) }
    }

    /// Where the bytes come from, with their hash if asked for.
    func identity() -> LoadedData.Source {
        LoadedData.Source(path: source.path, sha256: hash?.value() ?? "", byteCount: source.raw.count)
    }

    /// The numbers of a use as they were read, the mean of two where that is meant; `nil` where the file has none.
    func values(_ use: ColumnUse) -> [Double]? {
        guard let (first, second) = columns.places[use] else { return nil }
        guard let second else { return parsed.values[first] }
        return LongArray.map(parsed.values[first].indices) {
            (parsed.values[first][$0] + parsed.values[second][$0]) / 2
        }
    }

    /// The name of the file's one instrument.
    var optionSymbol: String { options.symbol ?? FileSearch.symbol(of: source.path) }

    /// The first stamp as it stands in the file.
    var firstStampText: String {
        RowReader(source: source, header: header, plan: plan).firstStampText
    }

    /// The line on which a row stands, from 1.
    func line(ofRow wanted: Int) -> Int { lines(ofRows: [wanted])[wanted] ?? 0 }

    /// The lines on which rows stand.
    func lines(ofRows wanted: Set<Int>) -> [Int: Int] {
        guard let last = wanted.max() else { return [:] }
        var scanner = QuoteScanner(delimiter: header.delimiter)
        var lines: [Int: Int] = [:]
        var line = source.line(at: header.rowsOffset)
        var row = 0
        var isBlank = true
        var lineOfRow = line
        for byte in source.bytes[header.rowsOffset...] {
            let isOutside = scanner.isOutside(byte)
            if byte == 10, isOutside {
                if !isBlank {
                    if wanted.contains(row) { lines[row] = lineOfRow }
                    row += 1
                    if row > last { return lines }
                }
                isBlank = true
            } else if !(byte == 13 && isOutside), isBlank {
                isBlank = false
                lineOfRow = line
            }
            // Line breaks inside quotes count in the file.
            if byte == 10 { line += 1 }
        }
        if !isBlank, wanted.contains(row) { lines[row] = lineOfRow }
        return lines
    }
}

extension RowReader {
    /// The stamp of the first row as it stands in the file.
    var firstStampText: String { stampText(at: firstRowOffset) }
}
