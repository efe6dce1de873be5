internal import Core

/// Groups of trials that are alike, by average linkage over the distance `√((1 − ρ)/2)`.
///
/// Of all cuts of the tree that is taken whose silhouettes have the highest mean over their standard deviation, the
/// quality by which López de Prado & Lewis (2019) choose the number of clusters; of equals the one with fewer clusters.
/// Where all trials are the same there is one cluster.
///
/// - Complexity: O(trials³) steps of few operations, O(trials²) memory.
/// - Source: Sokal & Michener (1958) for the linkage; Rousseeuw (1987), "Silhouettes".
/// - Verified by: `EffectiveTrialsTests/plantedClustersAreFound`.
struct CorrelationClusters {
    /// The cluster of each trial, numbered from zero by their first trials.
    let labels: [Int]
    /// The mean silhouette of the cut; `nil` where all trials are the same.
    let meanSilhouette: Double?

    init(_ sample: CorrelationSample) {
        let count = sample.trials.count
        let distances = sample.correlations.map { (max(0, 1 - $0) / 2).squareRoot() }
        // Below this, correlations differ from one by rounding only.
        guard count > 1, (distances.max() ?? 0) > 1e-6 else {
            (labels, meanSilhouette) = ([Int](repeating: 0, count: count), nil)
            return
        }
        let merges = CorrelationClusters.tree(distances, count: count)
        let best = CorrelationClusters.bestCut(distances, count: count, merges: merges)
        labels = CorrelationClusters.labels(count: count, merges: merges[..<best.merges])
        meanSilhouette = best.silhouette
    }

    /// Two groups that join, by their first trials, and how far they are apart.
    struct Merge {
        var kept: Int
        var gone: Int
        var distance: Double
    }

    /// The joins from the closest to the farthest, each found as mutual nearest neighbours along a chain.
    ///
    /// - Source: Murtagh (1983), "A Survey of Recent Advances in Hierarchical Clustering Algorithms".
    private static func tree(_ distances: [Double], count: Int) -> [Merge] {
        var between = distances
        var sizes = [Int](repeating: 1, count: count)
        var (chain, merges) = ([Int](), [Merge]())
        while merges.count < count - 1 {
            if chain.isEmpty, let first = sizes.firstIndex(where: { $0 > 0 }) { chain.append(first) }
            let tip = chain[chain.count - 1]
            let before = chain.count > 1 ? chain[chain.count - 2] : -1
            // The one before in the chain wins ties, else the chain might never end.
            var (nearest, distance) = (before, before >= 0 ? between[tip * count + before] : .infinity)
            for other in 0..<count where sizes[other] > 0 && other != tip && between[tip * count + other] < distance {
                (nearest, distance) = (other, between[tip * count + other])
            }
            guard nearest == before else {
                chain.append(nearest)
                continue
            }
            chain.removeLast(2)
            let (kept, gone) = (min(tip, nearest), max(tip, nearest))
            let (a, b) = (Double(sizes[kept]), Double(sizes[gone]))
            for other in 0..<count where sizes[other] > 0 && other != kept && other != gone {
                let mean = (a * between[kept * count + other] + b * between[gone * count + other]) / (a + b)
                between[kept * count + other] = mean
                between[other * count + kept] = mean
            }
            sizes[kept] += sizes[gone]
            sizes[gone] = 0
            merges.append(Merge(kept: kept, gone: gone, distance: distance))
        }
        // Average linkage has no inversions: sorted by distance, and in the order found where equal, all stay valid.
        return merges.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .map(\.element)
    }

    /// The number of joins after which the clusters are the best, and their mean silhouette.
    private static func bestCut(
        _ distances: [Double], count: Int, merges: [Merge]
    ) -> (merges: Int, silhouette: Double) {
        // Σ of distances from each trial to each cluster, a cluster's trials together; a join adds two rows.
        var sums = distances
        var groups = DisjointGroups(count)
        var alive = Array(0..<count)
        var (best, quality) = ((merges: 0, silhouette: 0.0), -Double.infinity)
        var nearest = [Double](repeating: 0, count: count)
        for (number, merge) in merges.dropLast().enumerated() {
            let (kept, gone) = groups.join(merge.kept, merge.gone)
            for trial in 0..<count { sums[kept * count + trial] += sums[gone * count + trial] }
            if let place = alive.firstIndex(of: gone) { alive.remove(at: place) }
            for trial in 0..<count { nearest[trial] = .infinity }
            for cluster in alive {
                let share = 1 / Double(groups.sizes[cluster])
                for trial in 0..<count {
                    let distance = sums[cluster * count + trial] * share
                    if distance < nearest[trial], groups.root(trial) != cluster { nearest[trial] = distance }
                }
            }
            let silhouettes = (0..<count).map { trial -> Double in
                let own = groups.root(trial)
                guard groups.sizes[own] > 1 else { return 0 }
                let inside = sums[own * count + trial] / Double(groups.sizes[own] - 1)
                let widest = max(inside, nearest[trial])
                return widest > 0 ? (nearest[trial] - inside) / widest : 0
            }
            let moments = Moments(silhouettes)
            guard moments.varies, let deviation = moments.standardDeviation(ddof: 1) else { continue }
            // A later cut has fewer clusters.
            if moments.mean / deviation >= quality {
                (best, quality) = ((number + 1, moments.mean), moments.mean / deviation)
            }
        }
        return best
    }

    private static func labels(count: Int, merges: ArraySlice<Merge>) -> [Int] {
        var groups = DisjointGroups(count)
        for merge in merges { _ = groups.join(merge.kept, merge.gone) }
        var (numbers, labels) = ([Int](repeating: -1, count: count), [Int]())
        var next = 0
        for trial in 0..<count {
            let root = groups.root(trial)
            if numbers[root] < 0 {
                numbers[root] = next
                next += 1
            }
            labels.append(numbers[root])
        }
        return labels
    }
}

/// Which group each trial is in, every trial pointing straight at the first of its group.
private struct DisjointGroups {
    private var roots: [Int]
    private(set) var sizes: [Int]

    init(_ count: Int) { (roots, sizes) = (Array(0..<count), [Int](repeating: 1, count: count)) }

    func root(_ trial: Int) -> Int { roots[trial] }

    /// Joins the groups of two trials, and gives the first trials of what is now the group and of what was the other.
    mutating func join(_ one: Int, _ other: Int) -> (kept: Int, gone: Int) {
        let (kept, gone) = (min(roots[one], roots[other]), max(roots[one], roots[other]))
        for trial in roots.indices where roots[trial] == gone { roots[trial] = kept }
        sizes[kept] += sizes[gone]
        sizes[gone] = 0
        return (kept, gone)
    }
}
