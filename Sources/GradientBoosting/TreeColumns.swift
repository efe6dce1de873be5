/// One tree of XGBoost's JSON: a column for each side of its nodes.
struct TreeColumns: Decodable {
    var id: Int
    private var baseWeights: [Double]
    private var categories: [Int]?
    private var categoriesNodes: [Int]?
    private var categoriesSegments: [Int]?
    private var categoriesSizes: [Int]?
    private var defaultLeft: [Int]
    private var leftChildren: [Int]
    private var lossChanges: [Double]
    private var parents: [Int]
    private var rightChildren: [Int]
    private var splitConditions: [Double]
    private var splitIndices: [Int]
    private var splitType: [Int]?
    private var sumHessian: [Double]
    private var treeParam: [String: String]

    /// What is wrong with it; `nil` where every way down from the root ends in a leaf.
    func fault(width: Int, deepest: Int) -> String? {
        let count = leftChildren.count
        let lengths = [
            baseWeights.count, defaultLeft.count, lossChanges.count, parents.count, rightChildren.count,
            splitConditions.count, splitIndices.count, splitType?.count ?? count, sumHessian.count,
        ]
        guard count > 0, lengths.allSatisfy({ $0 == count }), treeParam["num_nodes"] == "\(count)" else {
            return "has columns of unequal lengths"
        }
        guard treeParam["num_feature"] == "\(width)" else { return "is of another number of features" }
        guard ["0", "1"].contains(treeParam["size_leaf_vector"] ?? "0") else { return "has several outputs" }
        let categorical = [categories, categoriesNodes, categoriesSegments, categoriesSizes]
        guard categorical.allSatisfy({ $0?.isEmpty ?? true }), splitType?.allSatisfy({ $0 == 0 }) ?? true else {
            return "splits by categories"
        }
        // What is no node of the tree is not followed, but must fit the library's columns.
        for node in 0..<count
        where !((-1..<count).contains(leftChildren[node]) && (-1..<count).contains(rightChildren[node])) {
            return "has a node \(node) with children that are none of its nodes"
        }
        var (waiting, seen) = ([(node: 0, depth: 0)], [Bool](repeating: false, count: count))
        while let (node, depth) = waiting.popLast() {
            guard !seen[node] else { return "comes back to its node \(node)" }
            guard depth <= deepest else { return "is deeper than \(deepest)" }
            seen[node] = true
            let (left, right) = (leftChildren[node], rightChildren[node])
            if left == -1, right == -1 { continue }
            guard left != -1, right != -1 else { return "has a node \(node) with one child" }
            guard (0..<width).contains(splitIndices[node]) else {
                return "splits node \(node) by a feature that is none"
            }
            guard parents[left] == node, parents[right] == node else {
                return "has children of another than node \(node)"
            }
            waiting += [(left, depth + 1), (right, depth + 1)]
        }
        return nil
    }
}
