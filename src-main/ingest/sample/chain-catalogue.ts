/** What an invented chain of neighbourhood shops sells, and where. Names are common words; no real shop is meant. */
import { createRandom } from './random.ts';

export interface SampleProduct {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly barcode: string;
  /** In cents. */
  readonly price: number;
  /** In cents. */
  readonly cost: number;
}

export interface SampleStore {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly city: string;
  readonly openedOn: string;
  /** Relative size: what share of the chain's orders it takes. */
  readonly weight: number;
}

const LIQUIDS = ['250ml', '330ml×6', '500ml', '1L', '1.5L', '250ml×12'];
const WEIGHTS = ['100g', '250g', '500g', '1kg', '2kg', '礼盒'];
const PIECES = ['1件', '2件装', '3件装', '小号', '大号', '组合装'];
const FOOD = ['经典', '有机', '轻享', '家庭装', '特惠', '进口', '精选', '原味'];
const GOODS = ['经典', '简约', '家用', '便携', '特惠', '进口', '精选', '加厚'];

interface Shelf {
  readonly category: string;
  /** The lowest and highest price in yuan. */
  readonly prices: readonly [number, number];
  readonly kinds: readonly string[];
  readonly sizes: readonly string[];
  readonly goods: readonly string[];
}

const SHELVES: readonly Shelf[] = [
  {
    category: '乳品',
    prices: [3, 75],
    kinds: FOOD,
    sizes: LIQUIDS,
    goods: ['纯牛奶', '鲜牛奶', '酸奶', '奶酪棒', '黄油', '淡奶油'],
  },
  {
    category: '饮料',
    prices: [2, 60],
    kinds: FOOD,
    sizes: LIQUIDS,
    goods: ['矿泉水', '绿茶', '乌龙茶', '橙汁', '苏打水', '椰子水', '咖啡'],
  },
  {
    category: '零食',
    prices: [4, 80],
    kinds: FOOD,
    sizes: WEIGHTS,
    goods: ['薯片', '坚果礼盒', '曲奇饼干', '牛肉干', '海苔', '巧克力', '果冻', '话梅'],
  },
  {
    category: '粮油',
    prices: [8, 130],
    kinds: FOOD,
    sizes: WEIGHTS,
    goods: ['东北大米', '小麦粉', '菜籽油', '花生油', '挂面', '燕麦片'],
  },
  {
    category: '生鲜',
    prices: [5, 90],
    kinds: FOOD,
    sizes: WEIGHTS,
    goods: ['苹果', '香蕉', '橙子', '蓝莓', '土鸡蛋', '三文鱼', '牛腱子', '西兰花'],
  },
  {
    category: '冷冻',
    prices: [9, 85],
    kinds: FOOD,
    sizes: WEIGHTS,
    goods: ['水饺', '汤圆', '冰淇淋', '手抓饼', '鸡翅中'],
  },
  {
    category: '调味',
    prices: [4, 45],
    kinds: FOOD,
    sizes: LIQUIDS,
    goods: ['生抽', '香醋', '蚝油', '火锅底料', '辣椒酱'],
  },
  {
    category: '日化',
    prices: [6, 120],
    kinds: GOODS,
    sizes: PIECES,
    goods: ['洗衣液', '抽纸', '洗发水', '沐浴露', '牙膏', '洗洁精'],
  },
  {
    category: '家居',
    prices: [9, 260],
    kinds: GOODS,
    sizes: PIECES,
    goods: ['保温杯', '收纳箱', '毛巾', '雨伞', '插线板', '不粘锅'],
  },
  {
    category: '母婴',
    prices: [15, 300],
    kinds: GOODS,
    sizes: PIECES,
    goods: ['纸尿裤', '婴儿湿巾', '奶瓶', '辅食米粉'],
  },
  { category: '宠物', prices: [12, 220], kinds: FOOD, sizes: WEIGHTS, goods: ['猫粮', '狗粮', '猫砂', '宠物零食'] },
  {
    category: '酒水',
    prices: [5, 320],
    kinds: FOOD,
    sizes: LIQUIDS,
    goods: ['精酿啤酒', '干红葡萄酒', '米酒', '清酒'],
  },
];

const PLACES: readonly (readonly [region: string, city: string, districts: readonly string[]])[] = [
  ['浙江省', '杭州市', ['西湖', '拱墅', '滨江', '余杭', '萧山']],
  ['上海', '上海市', ['浦东', '静安', '徐汇', '长宁', '杨浦']],
  ['江苏省', '南京市', ['鼓楼', '秦淮', '建邺', '江宁']],
  ['广东省', '深圳市', ['南山', '福田', '罗湖', '龙岗']],
  ['广东省', '广州市', ['天河', '越秀', '海珠', '番禺']],
  ['四川省', '成都市', ['武侯', '锦江', '青羊', '高新']],
  ['湖北省', '武汉市', ['洪山', '江汉', '武昌']],
  ['北京', '北京市', ['朝阳', '海淀', '东城', '丰台']],
  ['陕西省', '西安市', ['雁塔', '碑林', '未央']],
];
const SPOTS = ['广场店', '地铁店', '社区店', '大学城店', '中心店', '北路店', '南路店', '公园店'];

/** Gives the products, the best-selling first. Prices end in 9 or 5 tenths, as on a shelf. */
export function sampleProducts(count: number, seed: number): SampleProduct[] {
  const random = createRandom(seed, 'products');
  return Array.from({ length: count }, (_, index) => {
    const { category, prices, kinds, sizes, goods } = random.from(SHELVES);
    const [low, high] = prices;
    const name = `${random.from(kinds)}${random.from(goods)} ${random.from(sizes)}`;
    // Cheap things outnumber dear ones.
    const yuan = Math.floor(low * (high / low) ** (random.next() * random.next() * 1.3));
    const price = yuan * 100 + (random.chance(0.6) ? 90 : 50);
    return {
      code: `P${String(10_001 + index)}`,
      name,
      category,
      barcode: `690${String(1_000_000_000 + Math.floor(random.next() * 8_999_999_999)).slice(0, 10)}`,
      price,
      cost: Math.round(price * (0.52 + random.next() * 0.3)),
    };
  });
}

/** Gives the stores; the largest sells about ten times what the smallest does. */
export function sampleStores(count: number, seed: number): SampleStore[] {
  const random = createRandom(seed, 'stores');
  return Array.from({ length: count }, (_, index) => {
    const [region, city, districts] = PLACES[index % PLACES.length]!;
    const district = random.from(districts);
    const year = 2015 + random.below(9);
    const month = String(1 + random.below(12)).padStart(2, '0');
    return {
      code: `S${String(index + 1).padStart(3, '0')}`,
      name: `${city.slice(0, -1)}${district}${random.from(SPOTS)}${index >= 20 ? index + 1 : ''}`,
      region,
      city,
      openedOn: `${year}-${month}-${String(1 + random.below(28)).padStart(2, '0')}`,
      weight: 0.3 + 2.7 * random.next() ** 2,
    };
  });
}
