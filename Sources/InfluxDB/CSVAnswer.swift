/// An answer in CSV, which is split into records and read record by record.
protocol CSVAnswer: InfluxAnswer {
    /// Gathers the rows.
    var builder: BatchBuilder { get }
    /// What has come and is no whole record yet.
    var records: CSVRecords { get set }
    /// Takes a record; a blank line is one empty field.
    func read(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError)
    /// Takes the end of the records.
    func end() throws(InfluxError)
}

extension CSVAnswer {
    func take(_ piece: UnsafeRawBufferPointer) throws(InfluxError) {
        try split { (splitter) throws(InfluxError) in
            try splitter.take(piece) { (fields, offset) throws(InfluxError) in try self.give(fields, at: offset) }
        }
    }

    func finish() throws(InfluxError) {
        guard !builder.isStopped else { return }
        try split { (splitter) throws(InfluxError) in
            try splitter.finish { (fields, offset) throws(InfluxError) in try self.give(fields, at: offset) }
        }
        try end()
    }

    private func give(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError) {
        if !builder.isStopped { try read(fields, at: offset) }
    }

    /// Lets the records be split while their holder is changed by them.
    private func split(_ work: (inout CSVRecords) throws(InfluxError) -> Void) throws(InfluxError) {
        var splitter = records
        // One holder only, so that what is kept is not copied.
        records = CSVRecords(format: splitter.format)
        defer { records = splitter }
        try work(&splitter)
    }
}
