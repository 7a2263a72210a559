// One node of an OpenSearch cluster on this machine, for tests: started by tests/opensearch_cluster.py, which ends it.
//
//     java -cp JARS/* opensearch_node.java FOLDER NAME HTTP_PORT TRANSPORT_PORT SEED_PORT ROLE...

import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.common.settings.Settings;

class OpenSearchNode {
    public static void main(String[] told) throws Exception {
        String[] roles = java.util.Arrays.copyOfRange(told, 5, told.length);
        var runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> write(settings, told, roles));
        runner.build(OpenSearchRunner.newConfigs()
            .basePath(told[0]).clusterName("kg-tests").numOfNode(1).disableESLogger()
            .moduleTypes("org.opensearch.analysis.common.CommonAnalysisPlugin,"
                + "org.opensearch.index.reindex.ReindexPlugin,org.opensearch.index.mapper.MapperExtrasPlugin,"
                + "org.opensearch.transport.Netty4Plugin"));
        Thread.currentThread().join();
    }

    private static void write(Settings.Builder settings, String[] told, String[] roles) {
        settings.put("node.name", told[1]).put("http.port", told[2]).put("transport.port", told[3]);
        settings.put("network.host", "127.0.0.1").put("discovery.seed_hosts", "127.0.0.1:" + told[4]);
        settings.put("cluster.initial_cluster_manager_nodes", "first");
        settings.putList("node.roles", roles);
        settings.put("node.processors", "1").put("cluster.routing.allocation.disk.threshold_enabled", "false");
        settings.put("indices.breaker.total.use_real_memory", "false");
        // A node that is killed is missed soon, and its index not waited for.
        settings.put("cluster.fault_detection.follower_check.timeout", "2s");
    }
}
