/// Whole series in the order in which they came.
final class GatheredTables {
    var tables: [InfluxTable] = []
    var fault: InfluxError?

    func take(_ batch: InfluxBatch) -> Bool {
        guard !batch.isFirst, !tables.isEmpty else {
            tables.append(InfluxTable(batch))
            return true
        }
        do throws(InfluxError) { try tables[tables.count - 1].append(batch) } catch { fault = error }
        return fault == nil
    }
}
